/** Names and short names of the months in the languages that files are mostly written in; none means two months. */
const NAMES = [
  'january jan januar jänner janvier janv enero ene gennaio gen januari janeiro',
  'february feb februar février févr fév febrero febbraio februari fevereiro fev',
  'march mar märz mär mrz mars marzo maart mrt março',
  'april apr avril avr abril abr aprile',
  'may mai mayo maggio mag mei maio',
  'june jun juni juin junio giugno giu junho',
  'july jul juli juillet juil julio luglio lug julho',
  'august aug août aoû agosto ago augustus',
  'september sep sept septembre septiembre settembre set setembro',
  'october oct oktober okt octobre octubre ottobre ott outubro out',
  'november nov novembre noviembre novembro',
  'december dec dezember dez décembre déc diciembre dic dicembre dezembro',
]

const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const MONTHS = new Map(
  NAMES.flatMap((names, index) => names.split(' ').map((name) => [plain(name), index + 1] as const)),
)

/** 1 to 12, or undefined. */
export const monthNamed = (name: string): number | undefined => MONTHS.get(plain(name))

/** Countries by code or name, in the languages that files are mostly written in. */
import { COUNTRY_CODES, COUNTRY_OF_THREE } from '../../model/country-codes.ts'

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt']

/** What people write beside the official names. */
const ALSO = {
  GB: 'uk|great britain|britain|england|scotland|wales|northern ireland|grossbritannien',
  US: 'usa|us of a|united states of america|the united states|america|estados unidos de america|vereinigte staaten von amerika',
  NL: 'holland|the netherlands|holanda|hollande',
  CZ: 'czech republic|tschechische republik',
  KR: 'korea|republic of korea',
  RU: 'russian federation',
  VN: 'viet nam',
  IR: 'islamic republic of iran',
  SY: 'syrian arab republic',
  TR: 'turkey',
  MK: 'macedonia',
  SZ: 'swaziland',
  CI: 'ivory coast',
  AE: 'uae|emirates',
  DE: 'federal republic of germany|bundesrepublik deutschland|brd',
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

let names: ReadonlyMap<string, string> | undefined

/** Made on the first use: seven languages are not read for flows that clean no country. */
function namesOf(): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const language of LANGUAGES) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of COUNTRY_CODES) {
      const name = plain(display.of(code) ?? '')
      if (name !== '' && !found.has(name)) found.set(name, code)
    }
  }
  for (const [code, list] of Object.entries(ALSO)) for (const name of list.split('|')) found.set(name, code)
  return found
}

const LONGEST = 100

/** The code of two letters, or undefined. */
export function readCountry(text: string): string | undefined {
  if (text.length > LONGEST) return undefined
  const code = text.trim().replaceAll('.', '').toUpperCase()
  if (code.length === 2 && COUNTRY_CODES.includes(code)) return code
  const three = COUNTRY_OF_THREE.get(code)
  if (three) return three
  names ??= namesOf()
  return names.get(plain(text))
}

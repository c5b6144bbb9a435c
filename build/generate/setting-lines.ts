/** A setting of a step as one line of its page: what it is called, what it is for, what it takes. */
import type { Json, SettingField } from '#engine'

export function fieldLine(field: SettingField, all: readonly SettingField[]): string {
  // Where the help says the range in words of its own, it is not said again.
  const range = /from .+ to /i.test(field.help ?? '') ? undefined : takes(field)
  const help = [field.help && plain(field.help), range, onlyWhen(field, all)].filter((one) => one !== undefined)
  return `- **${field.label}**${field.required ? ' (needed)' : ''}${help.length === 0 ? '' : `: ${help.join(' ')}`}${rulesOf(field)}`
}

/** Without what Markdown would read as markup. */
const plain = (text: string): string => text.replace(/[&<>*]/g, (sign) => ENTITIES[sign] ?? `\\${sign}`)

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function takes(field: SettingField): string | undefined {
  if (field.kind === 'choice') return `${field.choices.map(({ label }) => `*${label}*`).join(', or ')}.`
  if (field.kind === 'choices') return `Any of ${field.choices.map(({ label }) => `*${label}*`).join(', ')}.`
  if (field.kind === 'likeness') return `As ${field.as.map(({ label }) => label).join('; ')}.`
  if (field.kind === 'number') {
    const { min, max, unit } = field
    return `From ${count(min)} to ${count(max)}${unit === undefined ? '' : ` ${unit}`}.`
  }
  if (field.kind === 'duration') return `From ${timeWords(field.min)} to ${timeWords(field.max)}.`
  return undefined
}

/** What can be chosen for each line of the setting, below it. */
function rulesOf(field: SettingField): string {
  const rules = field.kind === 'cleaning' ? field.rules : field.kind === 'shaping' ? field.hows : []
  return rules.map(({ label, help }) => `\n  - *${label}*: ${plain(help)}`).join('')
}

function onlyWhen({ when }: SettingField, all: readonly SettingField[]): string | undefined {
  const other = when && all.find(({ key }) => key === when.key)
  if (!when || !other) return undefined
  const values = when.is.map((value) => valueWords(other, value)).join(' or ')
  return other.kind === 'yes-no' ? `Only with "${other.label}".` : `Only with "${other.label}": ${values}.`
}

function valueWords(field: SettingField, value: Json): string {
  const choice = field.kind === 'choice' ? field.choices.find((one) => one.value === value) : undefined
  return `*${choice?.label ?? String(value)}*`
}

const count = (number: number): string => number.toLocaleString('en-US')

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** `30 days`, `1 minute`, from seconds. */
function timeWords(seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => seconds >= each && seconds % each === 0) ?? ['second', 1]
  const amount = seconds / size
  return `${count(amount)} ${unit}${amount === 1 ? '' : 's'}`
}

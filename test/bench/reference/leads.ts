/** The deterministic leads of the workload: 8% duplicates, 5% invalid, mixed dates and amounts, quoted values. */
import { closeSync, openSync, writeSync } from 'node:fs'

const FIRST = ['Ada', 'Björn', 'Chloé', 'Dmitri', 'Eve', 'Fatima', 'Grace', 'Hiro', 'Inés', 'Jürgen', 'Kofi', 'Lena']
const LAST = ['Lovelace', 'Ångström', "O'Neil", 'Müller', 'Tanaka', 'García', 'Smith', 'Nguyen', 'Kowalski', 'Okafor']
const COMPANIES = [
  'Acme, Inc.',
  'Globex',
  'Initech',
  'Umbrella "Health" Ltd',
  'Stark & Co',
  'Wayne Enterprises',
  'Hooli, LLC',
]
const COUNTRIES = ['US', 'DE', 'FR', 'GB', 'JP', 'ES', 'NG', 'VN', 'PL']
const SOURCES = ['web', 'event', 'import', 'referral', 'ads']

export const COLUMNS = [
  'lead_id',
  'email',
  'first_name',
  'last_name',
  'phone',
  'company',
  'country',
  'created_at',
  'amount',
  'source',
] as const

export type Lead = Record<(typeof COLUMNS)[number], string>

/** Uniform in [0, 1), the same for the same seed (mulberry32, public domain, Tommy Ettinger). */
function randomFrom(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const twoDigits = (n: number) => String(n).padStart(2, '0')

function* leads(count: number, seed: number): Generator<Lead> {
  const random = randomFrom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? ''
  // Recent e-mail addresses that duplicates may repeat; bounded, as the reader's memory should be.
  const recent: string[] = []
  for (let i = 1; i <= count; i++) {
    const kind = random()
    const first = pick(FIRST)
    const last = pick(LAST)
    let email = `lead${i}.${below(1e6)}@example${below(50)}.com`
    let date = dateOf(below, random)
    const cents = below(2_000_000)
    let amount =
      random() < 0.2 ? (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }) : (cents / 100).toFixed(2)
    const phone = `+${1 + below(9)} (${100 + below(900)}) ${100 + below(900)}-${1000 + below(9000)}`
    if (kind < 0.05) {
      const flaw = random()
      if (flaw < 0.34) email = ''
      else if (flaw < 0.67) date = 'not-a-date'
      else amount = 'n/a'
    } else if (kind < 0.13 && recent.length > 0) {
      const known = pick(recent)
      email = random() < 0.5 ? ` ${known.toUpperCase()} ` : `${known.charAt(0).toUpperCase()}${known.slice(1)}  `
    } else if (recent.length < 5000) recent.push(email)
    else recent[i % 5000] = email
    yield {
      lead_id: `L${i}`,
      email,
      first_name: random() < 0.1 ? ` ${first} ` : first,
      last_name: last,
      phone,
      company: pick(COMPANIES),
      country: pick(COUNTRIES),
      created_at: date,
      amount,
      source: pick(SOURCES),
    }
  }
}

function dateOf(below: (n: number) => number, random: () => number): string {
  const year = 2020 + below(6)
  const month = twoDigits(1 + below(12))
  const day = twoDigits(1 + below(28))
  const [hour, minute, second] = [below(24), below(60), below(60)].map(twoDigits)
  const form = random()
  if (form < 0.6) return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
  return form < 0.8 ? `${year}-${month}-${day} ${hour}:${minute}` : `${month}/${day}/${year}`
}

const quoted = (value: string) => (/[",\n]|^\s|\s$/.test(value) ? `"${value.replace(/"/g, '""')}"` : value)

/** Writes `count` leads as CSV; the same count and seed give the same bytes. */
export function writeLeads(count: number, path: string, seed = 42): void {
  const file = openSync(path, 'w')
  let text = `${COLUMNS.join(',')}\n`
  for (const lead of leads(count, seed)) {
    text += `${COLUMNS.map((column) => quoted(lead[column])).join(',')}\n`
    if (text.length > 1 << 20) {
      writeSync(file, text)
      text = ''
    }
  }
  writeSync(file, text)
  closeSync(file)
}

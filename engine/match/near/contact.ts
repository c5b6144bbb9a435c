/** Phone numbers and e-mail addresses. */
import { oneSlip } from './edits.ts'
import { likeness } from './likeness.ts'
import { SHARED_MAIL } from './word-tables.ts'

/** The last ten digits, without an extension; seven when there is no area code. */
function phoneDigits(text: string): string | undefined {
  const digits = text
    .slice(0, 200)
    .replace(/(?:ext|extension|x|#)\.?\s*\d+\s*$/i, '')
    .replace(/\D/g, '')
  return digits.length < 6 ? undefined : digits.slice(-10)
}

/** The last seven decide where one lacks its area code; one wrong digit says nothing much. */
function phonesAlike(one: string, other: string): number {
  if (one === other) return one.length >= 10 ? 1 : 0.97
  const shared = Math.min(one.length, other.length)
  const [a, b] = [one.slice(-shared), other.slice(-shared)]
  if (a === b) return 0.95
  if (oneSlip(a, b)) return 0.6
  return a.slice(0, -2) === b.slice(0, -2) ? 0.4 : 0
}

export const phone = likeness<string>({
  sketch: phoneDigits,
  compare: phonesAlike,
  blocks: (digits) => ({ alone: [digits.slice(-7)] }),
  agrees: 4.5,
  differs: 1,
  neutral: 0.5,
})

type EmailSketch = [local: string, domain: string]

function parseEmail(text: string): EmailSketch | undefined {
  const plain = text.slice(0, 320).trim().toLowerCase()
  const at = plain.lastIndexOf('@')
  if (at < 1 || at === plain.length - 1) return undefined
  const domain = plain.slice(at + 1).replace('googlemail.com', 'gmail.com')
  const local = plain.slice(0, at).replace(/\+.*$/, '')
  return [domain === 'gmail.com' ? local.replaceAll('.', '') : local, domain]
}

function emailsAlike([local, domain]: EmailSketch, [otherLocal, otherDomain]: EmailSketch): number {
  const sameLocal = local === otherLocal
  if (domain === otherDomain) {
    if (sameLocal) return 1
    if (local.length > 4 && otherLocal.length > 4 && oneSlip(local, otherLocal)) return 0.85
    return SHARED_MAIL.has(domain) ? 0 : 0.3
  }
  if (!sameLocal || local.length < 5) return 0
  return oneSlip(domain, otherDomain) ? 0.93 : 0.6
}

export const email = likeness<EmailSketch>({
  sketch: parseEmail,
  compare: emailsAlike,
  blocks: ([local, domain]) => ({ alone: [local.length < 5 ? `${local}@${domain}` : local] }),
  agrees: 4.5,
  differs: 1.5,
  neutral: 0.45,
})

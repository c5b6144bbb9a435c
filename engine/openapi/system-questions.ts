/** What is asked of an imported system as a whole: where it is, whether it is live, how people sign in, how many calls it takes. */
import type { Connector } from '../connect/declare.ts'
import { isPart, partsIn, textIn } from './description.ts'
import type { Inquiry } from './questions.ts'
import type { Reading } from './requests.ts'

/** The first server's, with what stands for its variables by default; blank when nobody knows. */
export function askAddress({ description, inquiry }: Reading): string {
  const [first] = partsIn(description.root.servers)
  const variables = isPart(first?.variables) ? first.variables : {}
  const said = (textIn(first?.url) ?? '').replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = description.part(variables[name])
    return textIn(variable.default) ?? whole
  })
  const usable = (address: string | undefined) =>
    address && /^https?:\/\/[^{}\s]+$/i.test(address) ? address.replace(/\/+$/, '') : undefined
  const certain = usable(said)
  if (certain && first && !isPart(first.variables) && !PLACEHOLDER.test(certain)) return certain
  const answer = inquiry.text({
    id: 'address',
    question: 'At which address does it answer?',
    why: 'The description does not name one that holds for everybody. Without an answer each connection names its own.',
    ...(certain && !PLACEHOLDER.test(certain) ? { suggested: certain } : {}),
  })
  return usable(answer) ?? ''
}

/** Addresses that only show what one looks like. */
const PLACEHOLDER = /your|example\.(?:com|org|net)|\.example\b|<|localhost/i

export function askSandbox(inquiry: Inquiry): boolean {
  const answer = inquiry.choose({
    id: 'sandbox',
    question: 'Is that address one for trying things out, where no real data is?',
    why: 'Live addresses are refused in practice. Without an answer it is taken for live.',
    choices: [
      { value: 'live', label: 'No, real data is there' },
      { value: 'sandbox', label: 'Yes, it is for trying things out' },
    ],
    suggested: 'live',
  })
  return answer === 'sandbox'
}

const HELP = 'Its documentation says where it is made.'

export function askSignIn(inquiry: Inquiry): Pick<Connector, 'auth' | 'signIns'> {
  const answer = inquiry.choose({
    id: 'sign-in',
    question: 'How do people sign in?',
    why: 'The description does not say. Without an answer nothing is sent along.',
    choices: [
      { value: 'none', label: 'Not at all' },
      { value: 'bearer', label: 'With a token' },
      { value: 'basic', label: 'With a name and a password' },
      { value: 'header', label: 'With a key in a header of its own' },
    ],
    suggested: 'none',
  })
  if (answer === 'bearer')
    return { auth: { kind: 'bearer' }, signIns: [{ kind: 'key', label: 'Access token', help: HELP }] }
  if (answer === 'basic') {
    return {
      auth: { kind: 'basic' },
      signIns: [{ kind: 'password', user: 'User name', label: 'Password or key', help: HELP }],
    }
  }
  if (answer !== 'header') return { auth: { kind: 'none' }, signIns: [] }
  const name = inquiry.text({
    id: 'sign-in.header',
    question: 'What is the header called that takes the key?',
    why: 'Without an answer the usual one is taken, X-API-Key.',
    suggested: 'X-API-Key',
  })
  const safe = name && /^[A-Za-z0-9-]+$/.test(name) ? name : 'X-API-Key'
  return { auth: { kind: 'header', name: safe.toLowerCase() }, signIns: [{ kind: 'key', label: 'Key', help: HELP }] }
}

export function askLimit(inquiry: Inquiry): Pick<Connector, 'limit' | 'concurrency'> {
  const calls = inquiry.number({
    id: 'limit',
    question: 'How many calls does it take in a minute?',
    why: 'Descriptions do not say. Calls are spaced so that it never has to refuse one. Without an answer one call a second is made.',
    suggested: 60,
  })
  const known = calls !== undefined && calls > 0
  return { limit: { calls: known ? calls : 1, per: known ? 60_000 : 1000 }, concurrency: known && calls >= 300 ? 4 : 1 }
}

/** Reads what is to be mailed, and writes it as a message of the internet. */
import addressparser from 'nodemailer/lib/addressparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { MailRefusal } from './refusal.ts'

export interface Mail {
  id: string
  sender: string
  recipients: string[]
  content: Buffer
}

export type AskedMail = { do: 'check' } | { do: 'send'; mail: Record<string, unknown> }

/** Most of a message: 10 MiB. */
const LARGEST = 10 * 1024 * 1024

export function parseAsked(text = ''): AskedMail {
  try {
    const mail: unknown = JSON.parse(text)
    if (mail !== null && typeof mail === 'object' && !Array.isArray(mail)) {
      return Reflect.get(mail, 'do') === 'check' ? { do: 'check' } : { do: 'send', mail: { ...mail } }
    }
  } catch {
    // Refused like anything else that is no message.
  }
  throw new MailRefusal(422, 'There is no message')
}

/** Throws MailRefusal 422 for what cannot be mailed. */
export async function composeMail(mail: Record<string, unknown>): Promise<Mail> {
  const from = addressesIn(mail.from, 'from')
  const [to, cc, bcc, replyTo] = [mail.to, mail.cc, mail.bcc, mail.replyTo].map((list) => addressesIn(list, 'to'))
  const [sender] = from
  if (from.length !== 1 || !sender) throw new MailRefusal(422, '"from" must be one e-mail address')
  if (!to?.length) throw new MailRefusal(422, '"to" must not be blank')
  const id = messageId(textOf(mail.messageId), sender.address)
  const html = textOf(mail.html)
  const composer = new MailComposer({
    from: sender,
    to,
    ...(cc?.length ? { cc } : {}),
    ...(replyTo?.length ? { replyTo } : {}),
    subject: textOf(mail.subject),
    text: textOf(mail.text),
    ...(html === '' ? {} : { html }),
    ...(id === '' ? {} : { messageId: id }),
    headers: headersOf(mail.headers),
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  })
  const content = await composer.compile().build()
  if (content.length > LARGEST) throw new MailRefusal(422, 'The message is larger than 10 MB')
  const recipients = [...new Set([...to, ...(cc ?? []), ...(bcc ?? [])].map(({ address }) => address))]
  return {
    id: id || (/^message-id:\s*(\S+)/im.exec(content.toString('latin1'))?.[1] ?? ''),
    sender: sender.address,
    recipients,
    content,
  }
}

/** The same key gives the same id, by which receivers know a message that comes again (RFC 5322, 3.6.4). */
function messageId(key: string, sender: string): string {
  if (key === '' || /^<[^<>\s@]+@[^<>\s@]+>$/.test(key)) return key
  return `<${key.replace(/[^\w.=+-]+/g, '-').slice(0, 200)}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
}

function addressesIn(value: unknown, field: string): { name: string; address: string }[] {
  const texts = (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text.trim() !== '')
  return texts
    .flatMap((text) => addressparser(text, { flatten: true }))
    .map(({ name, address = '' }) => {
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) {
        throw new MailRefusal(422, `"${address || name}" is not an e-mail address`, { field })
      }
      return { name, address }
    })
}

/** Only headers of one's own: those of the message itself come from its fields. */
function headersOf(value: unknown): Record<string, string> {
  if (value === null || typeof value !== 'object') return {}
  const own = Object.entries(value).filter(([name, text]) => /^x-[\w-]+$/i.test(name) && textOf(text) !== '')
  return Object.fromEntries(own.map(([name, text]) => [name, textOf(text)]))
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

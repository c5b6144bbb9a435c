/** What a mail server says no to, as a status with plain words (reply codes: RFC 5321, 4.2; RFC 4954, 6). */
import type { NodemailerError } from 'nodemailer/lib/errors'

export class MailRefusal extends Error {
  /** 401 sign-in, 422 this message, 503 it passes by waiting. */
  readonly status: 401 | 422 | 503
  readonly field: string | undefined

  constructor(status: MailRefusal['status'], message: string, { field }: { field?: string } = {}) {
    super(message)
    this.status = status
    this.field = field
  }
}

/** Undefined when the server did not answer: the connection broke off. */
export function refusalOf(error: unknown): MailRefusal | undefined {
  if (error instanceof MailRefusal) return error
  if (!(error instanceof Error)) return undefined
  const { code, responseCode = 0, response = '', command } = error as NodemailerError
  const said = response.replace(/^\d{3}[ -]?(?:\d\.\d+\.\d+ )?/, '').replace(/\.$/, '')
  if (code === 'EENVELOPE' && command === 'API') return new MailRefusal(422, error.message)
  if (code === 'ENOAUTH') return new MailRefusal(401, 'The mail server asks for a user name and password')
  if (responseCode >= 400 && responseCode < 500)
    return new MailRefusal(503, `The mail server asks to try again later: ${said}`)
  if (code === 'EAUTH' || responseCode === 530 || responseCode === 535) {
    return new MailRefusal(401, 'The mail server does not accept the user name or password')
  }
  if (responseCode < 500) return undefined
  const who = recipientOf(error)
  return new MailRefusal(
    422,
    who ? `The mail server refuses ${who}: ${said}` : `The mail server refuses the message: ${said}`,
    {
      ...(who ? { field: 'to' } : {}),
    },
  )
}

function recipientOf(error: Error): string | undefined {
  const { recipient, rejected } = error as { recipient?: unknown; rejected?: unknown }
  if (typeof recipient === 'string') return recipient
  return Array.isArray(rejected) && rejected.length > 0 ? rejected.join(', ') : undefined
}

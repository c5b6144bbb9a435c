/**
 * Mail behind the same port as everything else: a message comes as a body with its fields, and what the server says goes back with a
 * status. A message goes to all its recipients or to none, and once its last line is out nobody can know what became of it.
 */
import type { Socket } from 'node:net'
import type { NetReply, NetRequest } from '#engine'
import { Letterbox } from './letterbox.ts'
import { composeMail, parseAsked } from './message.ts'
import { MailRefusal, refusalOf } from './refusal.ts'

export interface MailOptions {
  /** A socket that is connecting; the only way out. */
  socket(host: string, port: number): Socket
  /** Why no answer came. */
  unavailable(origin: string, error: unknown, sent?: 'no' | 'maybe'): Error
}

interface MailPlace {
  scheme: string
  host: string
  port: number
  origin: string
}

export function openMail({ socket, unavailable }: MailOptions) {
  const busy = new Set<Promise<unknown>>()
  const send = async (place: MailPlace, request: NetRequest): Promise<NetReply> => {
    let letterbox: Letterbox | undefined
    try {
      const asked = parseAsked(request.body)
      const mail = asked.do === 'send' ? await composeMail(asked.mail) : undefined
      const { host, port } = place
      letterbox = new Letterbox(socket(host, port), {
        host,
        secure: place.scheme === 'smtps',
        here: host === 'localhost' || host === '::1' || host.startsWith('127.'),
        timeout: request.timeout,
      })
      await letterbox.open(signInOf(request.headers.authorization))
      if (!mail) return replyOf(200, { user: signInOf(request.headers.authorization)?.user ?? '' })
      const { accepted, rejected } = await letterbox.put(mail)
      if (rejected.length > 0) {
        const got = `It was sent to ${accepted.join(', ')}.`
        throw new MailRefusal(422, `The mail server refuses ${rejected.join(', ')}. ${got}`, { field: 'to' })
      }
      return replyOf(200, { id: mail.id, accepted, rejected })
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw unavailable(place.origin, error, letterbox?.sent ?? 'no')
      return replyOf(refusal.status, { message: refusal.message, ...(refusal.field ? { field: refusal.field } : {}) })
    } finally {
      letterbox?.close()
    }
  }
  return {
    async request(place: MailPlace, request: NetRequest): Promise<NetReply> {
      const sending = send(place, request)
      const kept = sending.catch(() => undefined)
      busy.add(kept)
      try {
        return await sending
      } finally {
        busy.delete(kept)
      }
    },
    async close(): Promise<void> {
      await Promise.all(busy)
    },
  }
}

/** As with HTTP Basic; without one, nobody signs in. */
function signInOf(authorization: string | undefined): { user: string; pass: string } | undefined {
  const coded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1]
  if (coded === undefined) return undefined
  const text = Buffer.from(coded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) throw new MailRefusal(401, 'The sign-in has no password')
  return { user: text.slice(0, colon), pass: text.slice(colon + 1) }
}

const replyOf = (status: number, body: unknown): NetReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

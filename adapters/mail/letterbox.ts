/** One connection to a mail server, for one message. */
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Mail } from './message.ts'

export interface LetterboxOptions {
  host: string
  /** Encrypted from the first word; otherwise from the moment that both have agreed on it. */
  secure: boolean
  /** On this computer nothing has to be encrypted. */
  here: boolean
  timeout: number
}

export class Letterbox {
  private readonly socket: Socket
  private readonly connection: SMTPConnection
  private readonly broken = Promise.withResolvers<never>()
  private readonly timer: NodeJS.Timeout
  /** Whether the message may have been taken, should the connection break off now. */
  sent: 'no' | 'maybe' = 'no'

  constructor(socket: Socket, { host, secure, here, timeout }: LetterboxOptions) {
    this.socket = socket
    this.connection = new SMTPConnection({
      host,
      secure,
      requireTLS: !secure && !here,
      ignoreTLS: !secure && here,
      connection: socket,
      tls: { rejectUnauthorized: true },
      greetingTimeout: timeout,
      socketTimeout: timeout,
    })
    // Whoever waits hears of it; nobody may be waiting just then.
    this.broken.promise.catch(() => undefined)
    this.connection.on('error', (error) => this.broken.reject(error))
    this.connection.on('end', () => this.broken.reject(brokenOff()))
    socket.on('error', (error) => this.broken.reject(error))
    this.timer = setTimeout(() => {
      this.broken.reject(Object.assign(new Error('late'), { code: 'UND_ERR_HEADERS_TIMEOUT' }))
      socket.destroy()
    }, timeout)
  }

  /** Connects and signs in. */
  async open(signIn: { user: string; pass: string } | undefined): Promise<void> {
    if (this.socket.connecting) {
      await this.orBroken(new Promise<void>((resolve) => this.socket.once('connect', () => resolve())))
    }
    await this.orBroken(done((next) => this.connection.connect(next)))
    if (signIn) await this.orBroken(done((next) => this.connection.login(signIn, next)))
  }

  /** Throws a MailRefusal when not everybody it is for is accepted; then nobody gets it. */
  async put({ sender, recipients, content }: Mail): Promise<{ accepted: string[]; rejected: string[] }> {
    const envelope = { from: sender, to: recipients, size: content.length }
    const info = await this.orBroken(
      new Promise<{ accepted: string[]; rejected: string[] }>((resolve, reject) => {
        this.connection.send(envelope, Readable.from(this.lines(content)), (error, result) => {
          if (error || !result) reject(error ?? brokenOff())
          else resolve({ accepted: result.accepted, rejected: result.rejected })
        })
      }),
    )
    return info
  }

  /** What was not sent to its end is dropped over there. */
  close(): void {
    clearTimeout(this.timer)
    if (this.sent === 'no') this.socket.destroy()
    this.connection.close()
  }

  /** Asked for when the server takes the message: the last moment at which it can be kept back. */
  private *lines(content: Buffer): Generator<Buffer> {
    const [first] = this.refused()
    if (first) throw first
    this.sent = 'maybe'
    yield content
  }

  /** What the server said to recipients so far. */
  private refused(): Error[] {
    const envelope: unknown = Reflect.get(this.connection, '_envelope')
    const errors: unknown =
      envelope && typeof envelope === 'object' ? Reflect.get(envelope, 'rejectedErrors') : undefined
    return Array.isArray(errors) ? errors.filter((error) => error instanceof Error) : []
  }

  private orBroken<T>(step: Promise<T>): Promise<T> {
    return Promise.race([step, this.broken.promise])
  }
}

const brokenOff = (): Error => Object.assign(new Error('the connection broke off'), { code: 'ECONNRESET' })

function done(step: (next: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => step((error) => (error ? reject(error) : resolve())))
}

/** One connection to a mail server, for one message. */
import { isIP, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { connect as encrypt } from 'node:tls'
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
  private readonly options: LetterboxOptions
  private readonly broken = Promise.withResolvers<never>()
  private readonly timer: NodeJS.Timeout
  private connection: SMTPConnection | undefined
  /** Whether the message may have been taken, should the connection break off now. */
  sent: 'no' | 'maybe' = 'no'

  constructor(socket: Socket, options: LetterboxOptions) {
    this.socket = socket
    this.options = options
    // Whoever waits hears of it; nobody may be waiting just then.
    this.broken.promise.catch(() => undefined)
    // Whatever ended the connection says more of it than its end.
    socket.on('error', (error) => setImmediate(() => this.broken.reject(error)))
    socket.on('close', () => setTimeout(() => this.broken.reject(brokenOff()), 20))
    this.timer = setTimeout(() => {
      this.broken.reject(Object.assign(new Error('late'), { code: 'UND_ERR_HEADERS_TIMEOUT' }))
      socket.destroy()
    }, options.timeout)
  }

  /** Connects and signs in. */
  async open(signIn: { user: string; pass: string } | undefined): Promise<void> {
    const { host, secure, here, timeout } = this.options
    if (this.socket.connecting) await this.orBroken(heard(this.socket, 'connect'))
    const connection = new SMTPConnection({
      host,
      secure,
      secured: secure,
      requireTLS: !secure && !here,
      ignoreTLS: !secure && here,
      connection: secure ? await this.encrypted() : this.socket,
      tls: { rejectUnauthorized: true },
      greetingTimeout: timeout,
      socketTimeout: timeout,
    })
    this.connection = connection
    connection.on('error', (error) => this.broken.reject(error))
    await this.orBroken(done((next) => connection.connect(next)))
    if (signIn) await this.orBroken(done((next) => connection.login(signIn, next)))
  }

  /** Throws the server's refusal when it does not accept everybody that the message is for; then nobody gets it. */
  async put({ sender, recipients, content }: Mail): Promise<{ accepted: string[]; rejected: string[] }> {
    const envelope = { from: sender, to: recipients, size: content.length }
    return this.orBroken(
      new Promise((resolve, reject) => {
        if (!this.connection) throw brokenOff()
        this.connection.send(envelope, Readable.from(this.lines(content)), (error, result) => {
          if (error || !result) reject(error ?? brokenOff())
          else resolve({ accepted: result.accepted, rejected: result.rejected })
        })
      }),
    )
  }

  /** What was not sent to its end is dropped over there. */
  close(): void {
    clearTimeout(this.timer)
    if (this.sent === 'no') this.socket.destroy()
    this.connection?.close()
  }

  private async encrypted(): Promise<Socket> {
    const { host } = this.options
    const name = isIP(host) === 0 ? { servername: host } : {}
    const secured = encrypt({ socket: this.socket, host, ...name, rejectUnauthorized: true })
    secured.on('error', (error) => this.broken.reject(error))
    await this.orBroken(heard(secured, 'secureConnect'))
    return secured
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
    const envelope: unknown = this.connection && Reflect.get(this.connection, '_envelope')
    const errors: unknown =
      envelope && typeof envelope === 'object' ? Reflect.get(envelope, 'rejectedErrors') : undefined
    return Array.isArray(errors) ? errors.filter((error) => error instanceof Error) : []
  }

  private orBroken<T>(step: Promise<T>): Promise<T> {
    return Promise.race([step, this.broken.promise])
  }
}

const brokenOff = (): Error => Object.assign(new Error('the connection broke off'), { code: 'ECONNRESET' })

const heard = (socket: Socket, event: string): Promise<void> =>
  new Promise((resolve) => socket.once(event, () => resolve()))

function done(step: (next: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => step((error) => (error ? reject(error) : resolve())))
}

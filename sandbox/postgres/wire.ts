// The messages of PostgreSQL's protocol, as far as a doorkeeper needs them
// (https://www.postgresql.org/docs/current/protocol-message-formats.html).

export interface Message {
  /** One letter; blank for the first message of a connection, which has none. */
  readonly type: string
  readonly body: Buffer
  /** As it came. */
  readonly whole: Buffer
}

const SSL_REQUEST = 80_877_103
const GSS_REQUEST = 80_877_104
const CANCEL_REQUEST = 80_877_102

export type First = 'encryption' | 'cancel' | 'start'

export function firstKind({ body }: Message): First {
  const code = body.length >= 4 ? body.readInt32BE(0) : 0
  if (code === SSL_REQUEST || code === GSS_REQUEST) return 'encryption'
  return code === CANCEL_REQUEST ? 'cancel' : 'start'
}

/** `user`, `database` and the rest of what a client says first. */
export function startParameters({ body }: Message): ReadonlyMap<string, string> {
  const parts = body.subarray(4).toString('utf8').split('\0')
  const found = new Map<string, string>()
  for (let at = 0; at + 1 < parts.length && parts[at] !== ''; at += 2) found.set(parts[at] ?? '', parts[at + 1] ?? '')
  return found
}

/** Cuts what comes in into messages; the first ones of a connection carry no letter. */
export class Cutter {
  private kept: Buffer = Buffer.alloc(0)

  take(chunk: Buffer): void {
    this.kept = Buffer.concat([this.kept, chunk])
  }

  /** The next whole message; undefined until it is complete. */
  next(lettered: boolean): Message | undefined {
    const head = lettered ? 1 : 0
    if (this.kept.length < head + 4) return undefined
    const end = head + this.kept.readInt32BE(head)
    if (end < head + 4 || this.kept.length < end) return undefined
    const whole = this.kept.subarray(0, end)
    this.kept = this.kept.subarray(end)
    return { type: lettered ? whole.toString('latin1', 0, 1) : '', body: whole.subarray(head + 4), whole }
  }
}

/** The statement in a Query or Parse message; undefined in others. */
export function statementIn({ type, body }: Message): string | undefined {
  const texts = body.toString('utf8').split('\0')
  if (type === 'Q') return texts[0]
  return type === 'P' ? texts[1] : undefined
}

export const askPassword = (): Buffer => message('R', int32(3))
export const query = (sql: string): Buffer => message('Q', Buffer.from(`${sql}\0`))
export const sync = (): Buffer => message('S', Buffer.alloc(0))
/** `I`: no transaction is open. */
export const ready = (status = 'I'): Buffer => message('Z', Buffer.from(status))

/** `fatal` ends the connection. */
export function errorAnswer(code: string, words: string, severity: 'ERROR' | 'FATAL' = 'ERROR'): Buffer {
  return message('E', Buffer.from(`S${severity}\0V${severity}\0C${code}\0M${words}\0\0`))
}

/** The state of the transaction in the last ReadyForQuery of an answer; undefined when it has none. */
export function stateAfter(answer: Buffer): string | undefined {
  let state: string | undefined
  for (let at = 0; at + 5 <= answer.length; at += 1 + answer.readInt32BE(at + 1)) {
    if (answer[at] === 0x5a) state = answer.toString('latin1', at + 5, at + 6)
  }
  return state
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

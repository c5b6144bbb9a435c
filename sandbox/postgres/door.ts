// Stands before the database: lets in who signs in, gives each client its turn, and does what was asked to go wrong.
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { SystemFaultDesk } from '../kit/fault-desk.ts'
import { type Database, isIdle, type Role, type Turn } from './database.ts'
import {
  askPassword,
  Cutter,
  errorAnswer,
  firstKind,
  type Message,
  ready,
  startParameters,
  statementIn,
} from './wire.ts'

export interface DoorSettings {
  readonly faults: SystemFaultDesk
  readonly stopping: AbortSignal
  database(): Promise<Database>
  /** What the name and password stand for, or the refusal. */
  admit(user: string, password: string): Role | { readonly refused: string }
}

/** The one database that there is. */
export const DATABASE = 'shop'

export class Door {
  private readonly socket: Socket
  private readonly settings: DoorSettings
  private readonly cutter = new Cutter()
  private readonly start: { user?: string; message?: Message } = {}
  private role: Role | undefined
  private turn: Turn | undefined
  private wrote = false
  /** An error was answered in the middle of several messages: the rest of them is passed over. */
  private skipping = false
  private work: Promise<void> = Promise.resolve()

  constructor(socket: Socket, settings: DoorSettings) {
    this.socket = socket
    this.settings = settings
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      this.cutter.take(chunk)
      this.work = this.work.then(() => this.readOn()).catch(() => void socket.destroy())
    })
    socket.on('close', () => {
      this.work = this.work.then(() => this.endTurn()).catch(() => undefined)
    })
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const message = this.cutter.next(this.start.message !== undefined)
      if (!message || this.socket.destroyed) return
      if (this.role) await this.pass(message)
      else await this.enter(message)
    }
  }

  private async enter(message: Message): Promise<void> {
    const { outage } = this.settings.faults.current()
    if (outage === 'hang-up') return void this.socket.destroy()
    if (message.type === '') {
      const kind = firstKind(message)
      if (kind === 'encryption') return void this.socket.write('N')
      if (kind === 'cancel') return void this.socket.end()
      const said = startParameters(message)
      this.start.message = message
      this.start.user = said.get('user') ?? ''
      if (outage === 'refuse') return this.refuse('57P03', 'the database system is starting up')
      const storm = this.settings.faults.takesStorm()
      if (storm) return this.refuse('53300', 'sorry, too many clients already')
      const database = said.get('database') ?? this.start.user
      if (database !== DATABASE) return this.refuse('3D000', `database "${database}" does not exist`)
      return void this.socket.write(askPassword())
    }
    if (message.type !== 'p' || !this.start.message) return void this.socket.destroy()
    const user = this.start.user ?? ''
    const admitted = this.settings.admit(user, message.body.toString('utf8').replace(/\0$/, ''))
    if ('refused' in admitted) return this.refuse('28P01', admitted.refused)
    const turn = await this.settings
      .database()
      .then((database) => database.begin(admitted))
      .catch((error: unknown) => this.refuse('57P03', `the database cannot begin: ${String(error).slice(0, 200)}`))
    if (!turn) return
    this.socket.write(await turn.send(this.start.message.whole))
    await turn.end()
    this.role = admitted
  }

  private refuse(code: string, words: string): void {
    this.socket.end(errorAnswer(code, words, 'FATAL'))
  }

  private async pass(message: Message): Promise<void> {
    const { faults, stopping } = this.settings
    if (message.type === 'X') return void this.socket.end()
    if (this.skipping) {
      if (message.type === 'S') this.answerReady()
      return
    }
    if (faults.current().outage) return void this.socket.destroy()
    const statement = statementIn(message)
    const commits = statement !== undefined && /^\s*commit\b/i.test(statement) && this.wrote
    const { beforeMs = 0, afterMs = 0, writesOnly } = faults.current().latency ?? {}
    const slow = statement !== undefined && (commits || !writesOnly)
    if (slow && beforeMs > 0) await pause(beforeMs, undefined, { signal: stopping }).catch(() => undefined)
    if (commits && faults.strikes('cutBefore')) return void this.socket.destroy()
    if (commits && (faults.strikes('unavailable') || faults.breaks('before'))) return this.failWrite(message)
    if (statement !== undefined && /^\s*(?:insert|update|delete)\b/i.test(statement)) this.wrote = true
    await this.carryOut(message, commits, slow ? afterMs : 0)
  }

  private async carryOut(message: Message, commits: boolean, afterMs: number): Promise<void> {
    const { faults, stopping } = this.settings
    const role = this.roleNow()
    this.turn ??= await (await this.settings.database()).begin(role)
    const answer = await this.turn.send(message.whole)
    if (isIdle(answer)) {
      this.wrote = false
      await this.endTurn()
    }
    if (commits && faults.strikes('lostAnswers')) return void this.socket.destroy()
    if (afterMs > 0) await pause(afterMs, undefined, { signal: stopping }).catch(() => undefined)
    if (!this.socket.destroyed) this.socket.write(answer)
  }

  /** As when two transactions stood in each other's way: nothing of this one is kept. */
  private async failWrite(message: Message): Promise<void> {
    this.wrote = false
    await this.endTurn()
    this.socket.write(errorAnswer('40001', 'could not serialize access due to concurrent update'))
    if (message.type === 'Q') this.socket.write(ready())
    else this.skipping = true
  }

  private answerReady(): void {
    this.skipping = false
    this.socket.write(ready())
  }

  private roleNow(): Role {
    const { withoutPermissions = [] } = this.settings.faults.current()
    const { name = '', permissions = [] } = this.role ?? {}
    return { name, permissions: permissions.filter((one) => !withoutPermissions.includes(one)) }
  }

  private async endTurn(): Promise<void> {
    const { turn } = this
    this.turn = undefined
    await turn?.end()
  }
}

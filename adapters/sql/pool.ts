/** Connections to one database with one sign-in: few, used again, and given up when they idle or break. */
import type { Session } from './dialect.ts'

export interface Borrowed {
  session: Session
  /** It was used before: the other side may have closed it meanwhile. */
  used: boolean
}

const IDLE = 10_000

export class Pool {
  private readonly open: () => Promise<Session>
  private readonly most: number
  private readonly idle: { session: Session; until: NodeJS.Timeout }[] = []
  private readonly out = new Set<Session>()
  private readonly queue: (() => void)[] = []
  private places = 0
  private closed = false

  constructor(open: () => Promise<Session>, most: number) {
    this.open = open
    this.most = most
  }

  /** A connection that nobody else uses; waits for its turn when there are enough. */
  async borrow(): Promise<Borrowed> {
    if (this.places >= this.most) await new Promise<void>((resolve) => this.queue.push(resolve))
    else this.places++
    try {
      for (let kept = this.idle.pop(); kept; kept = this.idle.pop()) {
        clearTimeout(kept.until)
        if (kept.session.broken) continue
        this.out.add(kept.session)
        return { session: kept.session, used: true }
      }
      const session = await this.open()
      this.out.add(session)
      return { session, used: false }
    } catch (error) {
      this.leave()
      throw error
    }
  }

  /** `sound`: it can be used again. */
  giveBack(session: Session, sound: boolean): void {
    this.out.delete(session)
    if (!sound || session.broken || this.closed) {
      if (sound) void session.close().catch(() => undefined)
      else session.destroy()
    } else {
      const until = setTimeout(() => this.drop(session), IDLE)
      until.unref()
      this.idle.push({ session, until })
    }
    this.leave()
  }

  async close(): Promise<void> {
    this.closed = true
    const kept = this.idle.splice(0)
    for (const { until } of kept) clearTimeout(until)
    await Promise.all(kept.map(({ session }) => session.close().catch(() => undefined)))
  }

  private drop(session: Session): void {
    const at = this.idle.findIndex((kept) => kept.session === session)
    if (at < 0) return
    this.idle.splice(at, 1)
    void session.close().catch(() => undefined)
  }

  private leave(): void {
    const next = this.queue.shift()
    if (next) next()
    else this.places--
  }
}

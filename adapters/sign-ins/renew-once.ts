/**
 * Renews a sign-in once, whoever asks: all runs and all processes of a data folder take turns by a row of its database, and who comes
 * second takes over what the first one got. The row says with which token was asked before the question leaves, so that a process
 * that dies (or a line that breaks) between the answer and its keeping is noticed: the earlier token is tried, and if it counts no
 * more, that is told for what it is.
 */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Tokens } from '#adapters/oauth'
import { TOKEN_TIMEOUT } from '#adapters/oauth'
import type { RenewalRow } from '#adapters/sqlite/sign-ins'
import { systemClock } from '#adapters/system'
import { Failure, type Json, type SavedConnection } from '#engine'
import { change, type Keeping, type KeptSecret, keep, readSaved, readSecret } from './kept.ts'

export interface RenewNeeds extends Keeping {
  id: string
  /** Asks for new tokens with what is kept. */
  ask(secret: KeptSecret): Promise<Tokens>
  /** Each renewal ends the token that it was asked with. */
  rotates: boolean
}

/** Head and body of an answer may each take the whole time. */
const LONGEST_ASKING = 2 * TOKEN_TIMEOUT + 5000
const LOOK_AGAIN = 50

type Turn = { got: KeptSecret } | { wait: number } | { mine: RenewalRow; secret: KeptSecret; lost: boolean }

/** Throws Failures sign-in.ended, sign-in.answer-lost, sign-in.unavailable, saved.not-found, saved.signed-out, secrets.*. */
export async function renewOnce(needs: RenewNeeds, used: string): Promise<KeptSecret> {
  needs.vault.open()
  for (;;) {
    const turn: Turn = needs.tables.atOnce(() => takeTurn(needs, used))
    if ('got' in turn) return turn.got
    if ('mine' in turn) return ask(needs, turn)
    await systemClock.sleep(turn.wait)
  }
}

function takeTurn(needs: RenewNeeds, used: string): Turn {
  const { tables, vault, id, rotates } = needs
  const saved = readSaved(needs, id)
  if (saved.ended) throw endedFailure(saved)
  const secret = readSecret(needs, id)
  if (!secret) throw new Failure('saved.signed-out', 'sign-in', { connection: saved.name, message: 'it is signed out' })
  if (secret.token !== used) return { got: secret }
  const now = systemClock.now()
  const row = tables.renewals.of(id)
  if (row && isAsking(row, now)) return { wait: LOOK_AGAIN }
  const withToken = vault.mark(secret.refresh ?? secret.token)
  const mine: RenewalRow = {
    ...{ saved: id, holder: randomUUID(), host: hostname(), pid: process.pid },
    ...{ withToken, until: now + LONGEST_ASKING, unanswered: false },
  }
  tables.renewals.set(mine)
  return { mine, secret, lost: rotates && row?.withToken === withToken }
}

/** One that is no more, or that was not answered, keeps nobody waiting. */
function isAsking(row: RenewalRow, now: number): boolean {
  if (row.unanswered || row.until <= now || row.until > now + LONGEST_ASKING) return false
  return row.host !== hostname() || isAlive(row.pid)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function ask(needs: RenewNeeds, turn: Extract<Turn, { mine: RenewalRow }>): Promise<KeptSecret> {
  let tokens: Tokens
  try {
    tokens = await needs.ask(turn.secret)
  } catch (error) {
    throw error instanceof Failure ? refused(needs, turn, error) : error
  }
  return keepTokens(needs, turn, tokens)
}

function keepTokens(
  needs: RenewNeeds,
  { mine, secret }: Extract<Turn, { mine: RenewalRow }>,
  tokens: Tokens,
): KeptSecret {
  const { tables, id } = needs
  const now = systemClock.now()
  return tables.atOnce(() => {
    const there = readSecret(needs, id)
    const saved = readSaved(needs, id)
    // Somebody signed in anew meanwhile: theirs counts.
    if (there && there.refresh !== secret.refresh) return there
    const next: KeptSecret = { ...secret, ...fieldsOf(tokens), obtained: now }
    if (tokens.expires === undefined) delete next.expires
    const { ended: _over, ...rest } = saved
    keep(needs, { ...rest, ...knownOf(tokens) }, next, now)
    tables.renewals.startAnew(id)
    if (tables.renewals.of(id)?.holder === mine.holder) tables.renewals.drop(id)
    return next
  })
}

const fieldsOf = ({ token, refresh, expires }: Tokens): Partial<KeptSecret> & { token: string } => ({
  token,
  ...(refresh === undefined ? {} : { refresh }),
  ...(expires === undefined ? {} : { expires }),
})

const knownOf = ({ expires, scopes }: Tokens): Partial<SavedConnection> => ({
  ...(expires === undefined ? {} : { expires }),
  ...(scopes === undefined ? {} : { scopes }),
})

/** What a refusal means: nobody could be asked, or only a person can sign in again. */
function refused(needs: RenewNeeds, { mine, lost }: Extract<Turn, { mine: RenewalRow }>, failure: Failure): Failure {
  const { tables, id } = needs
  const { name } = readSaved(needs, id)
  const { message = null, why = message, address, system } = failure.values
  if (failure.category !== 'sign-in') {
    // Whether it arrived is unknown unless it certainly never left.
    const unanswered = lost || failure.details.sent !== 'no'
    if (unanswered) tables.renewals.set({ ...mine, unanswered: true })
    else tables.renewals.drop(id)
    const values = { connection: name, address: address ?? system ?? null, why: why ?? null }
    return new Failure('sign-in.unavailable', 'transient', values, { details: { sent: 'no' }, cause: failure })
  }
  const code = lost && failure.details.error === 'invalid_grant' ? 'sign-in.answer-lost' : 'sign-in.ended'
  const words =
    code === 'sign-in.answer-lost' ? 'the answer with a new one was lost' : String(message ?? 'it was refused')
  const now = systemClock.now()
  const saved = tables.atOnce(() => {
    tables.renewals.drop(id)
    return change(needs, id, (there) => ({ ...there, ended: { code, at: now, message: words } }), now)
  })
  return saved ? endedFailure(saved) : failure
}

export function endedFailure({ name, ended }: SavedConnection): Failure {
  const values: Record<string, Json> = { connection: name, message: ended?.message ?? 'it has ended' }
  return new Failure(ended?.code ?? 'sign-in.ended', 'sign-in', values)
}

/** Keeps the sign-in of an account fresh while its tokens come and go: a port, made real where sign-ins are kept. */
import type { Access } from './sign-in.ts'

/**
 * One kept sign-in. All who use it, in whichever process, renew it one at a time. `freshAccess` throws a Failure: of category
 * `sign-in` when only a person can sign in again (`sign-in.ended`, `sign-in.answer-lost`), `transient` when nobody could be asked.
 */
export interface Renewal {
  /** What it is kept under: the same account, whatever its token is by now. */
  readonly account: string
  /** Counts one call that is about to leave; true when the sign-in must be made fresh before it does. */
  due(access: Access, now: number): boolean
  /** True when calls with this token would surely be refused by now. */
  over(access: Access, now: number): boolean
  /** A sign-in that is good now. `refused` is a token that the system did not accept: it comes back only where there is no other. */
  freshAccess(refused?: string): Promise<Access>
  /** As it is kept now: another process may have renewed it. Undefined when nothing is kept that could be used. */
  current(): Access | undefined
  /** Every token that was handed out here and may still be under way. */
  tokens(): readonly string[]
}

/** Which flows take no new records here, because somebody paused them. */
import { Failure, type Flow } from '#engine'
import type { Context } from './context.ts'

export interface Paused {
  /** Milliseconds since 1970. */
  at: number
  /** The run that was stopped by it. */
  run?: string
}

const keyOf = (flow: string) => `paused ${flow}`

export const pausedSince = ({ store }: Context, flow: string): Paused | undefined =>
  store.notes.setting<Paused>(keyOf(flow))

export const notePaused = ({ store }: Context, flow: string, paused: Paused | undefined): void =>
  store.notes.keepSetting(keyOf(flow), paused)

/** Throws Failure flow.paused. */
export function refusePaused(context: Context, { id, name }: Flow): void {
  if (pausedSince(context, id)) throw new Failure('flow.paused', 'permanent', { flow: name })
}

/** One reply shape for all that goes wrong: failures travel with their code; a defect of ours becomes an incident with a number. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/server'
import { failureOf, folderKeyed } from '#adapters/sqlite'
import { systemIds } from '#adapters/system'
import { createMasker, Failure, type Reason, reasonOf } from '#engine'

/** Whatever a request throws leaves as a FAILURE of the protocol. */
export function toReply(dataFolder: string, thrown: unknown): unknown {
  const error = failureOf(dataFolder, thrown)
  if (error instanceof ORPCError) return error
  const reason = error instanceof Failure ? reasonOf(error) : incident(dataFolder, error)
  return new ORPCError('FAILURE', { defined: true, status: 422, message: reason.code, data: reason })
}

/** Writes the defect down, without what looks personal in it, and gives it a number that a person can report. */
export function incident(dataFolder: string, error: unknown): Reason {
  const number = systemIds.next().slice(-8)
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  try {
    const masked = createMasker(folderKeyed(dataFolder)).text(text)
    appendFileSync(join(dataFolder, 'incidents.log'), `${new Date().toISOString()} ${number} ${masked}\n`, {
      mode: 0o600,
    })
  } catch {
    // Without a place to write, the number alone must do.
  }
  return { code: 'host.incident', category: 'permanent', values: { incident: number } }
}

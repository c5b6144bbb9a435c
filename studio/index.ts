/** Everything behind the screen, answering the protocol; the terminal uses the same parts without a screen. */
import { openSecretsByHost } from '#adapters/secrets'
import { watchConnections } from './check-connections.ts'
import { type Context, openContext, type StudioOptions } from './context.ts'
import { watchDrift } from './drift.ts'
import { OAuthSignIns } from './oauth-sign-ins.ts'
import { createRouter } from './router.ts'
import { tendPeople } from './tend-people.ts'
import { keepTidy } from './tidy.ts'
import { Triggers } from './triggers.ts'

export interface StudioHandle {
  router: ReturnType<typeof createRouter>
  context: Context
  close(): Promise<void>
}

/** Opens the studio on a data folder. Throws the Failures of opening it (data.*). */
export async function openStudio(options: StudioOptions): Promise<StudioHandle> {
  const { keys } = options
  const context = openContext(options, keys && (await openSecretsByHost(options.dataFolder, keys)))
  const triggers = new Triggers(context)
  const endTending = tendPeople(context)
  const endTidying = keepTidy(context)
  const endChecking = watchConnections(context)
  const signIns = new OAuthSignIns(context)
  const endWatching = watchDrift(context)
  const close = async () => {
    // What is under way is stopped first: a trigger waits for the run that it began.
    const stopped = triggers.close()
    endTidying()
    signIns.close()
    await endChecking()
    await endTending()
    await endWatching()
    await context.close()
    await stopped
  }
  return { router: createRouter(context, triggers, signIns), context, close }
}

export { defaultDataFolder } from '#adapters/system'
export { accessRequest } from './access-request.ts'
export { checkConnection } from './check-connections.ts'
export { saveConnection } from './connections.ts'
export type { Context, StudioOptions } from './context.ts'
export { openContext } from './context.ts'
export { diffContract, listContracts, publishContract, showContract } from './contracts.ts'
export { acceptDrifted, checkDrift, driftState } from './drift.ts'
export { type ErasureRequest, erasePerson, previewErasure } from './erase.ts'
export { type EvaluateRequest, evaluateStep } from './evaluate.ts'
export { incident } from './failures.ts'
export { type Kept, keepFile } from './files.ts'
export { createFlow, listFlows, openFlow } from './flows.ts'
export { forecastRun, spreadOf } from './forecast.ts'
export { editHeld, findHeld, findWaiting, listHeld, settleHeld, showHeld } from './hold.ts'
export { type ImportChoices, type ImportSource, Imports, listImports, removeImport } from './imports.ts'
export { launchState, makeBundle } from './launch.ts'
export { OAuthSignIns } from './oauth-sign-ins.ts'
export { pauseFlow, pauseOf, resumeFlow } from './pause.ts'
export { answerTask, listTasks, remindPeople } from './people.ts'
export {
  practiceChanges,
  practiceFaults,
  practiceSystems,
  resetPractice,
  type ShownObject,
  setPracticeFaults,
  showPractice,
} from './practice-control.ts'
export { keyFinder } from './practice-view.ts'
export { noteProof, proveTwice } from './proof.ts'
export { shownAnswer } from './redaction.ts'
export { previewReplay, type ReplayRequest, replayHeld } from './replay.ts'
export { definitionOf, flowNow, type LiveAccess, resumeRun } from './resume.ts'
export { findRun, refuseIncomplete, startLiveRun, startPracticeRun } from './runs.ts'
export { listConnections, putInSlot, removeConnection, viewOf } from './saved.ts'
export {
  answerServerTask,
  type ServerAccess,
  sendBundle,
  serverTasks,
  setServerSecret,
  setServerState,
} from './server-client.ts'
export { previewRunUndo, undoRun } from './undo.ts'
export { VERSION } from './version.ts'
export { diffVersions, listVersions, restoreVersion, versionOf } from './versions.ts'

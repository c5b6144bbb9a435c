/** Answers the requests of the protocol. One line per request: the work is in the domain files. */
import { implement } from '@orpc/server'
import { contract } from '#protocol'
import { connectionRequests } from './connection-requests.ts'
import type { Context } from './context.ts'
import { diffContract, listContracts, publishContract, showContract, takeContract, updatesOf } from './contracts.ts'
import { describeFor } from './describe.ts'
import { acceptDrifted, checkDrift, driftState } from './drift.ts'
import { erasePerson, previewErasure } from './erase.ts'
import { toReply } from './failures.ts'
import { keptFile, ofSheet, rowsOf, toKeptFile, Uploads } from './files.ts'
import { createFlow, exportFlow, importFlow, listExamples, listFlows, openFlow, removeFlow, saveFlow } from './flows.ts'
import { forecastRun } from './forecast.ts'
import { importRequests } from './import-requests.ts'
import { launchState, makeBundle } from './launch.ts'
import { modelRequests } from './model-requests.ts'
import { OAuthSignIns } from './oauth-sign-ins.ts'
import { operateRequests } from './operate-requests.ts'
import { practiceChanges, resetPractice, setPracticeFaults } from './practice-control.ts'
import { practicePage, shownFaults, viewPractice } from './practice-view.ts'
import { noteProof, proveTwice } from './proof.ts'
import { removedStory, shownAnswer } from './redaction.ts'
import { findRun, holdListOf, listRecords, listWrites, startPracticeRun, storyOf, watchRuns } from './runs.ts'
import { mapSlot, sendBundle, serverFlow, serverIntake, setServerSecret, setServerState } from './server-client.ts'
import { setSlot, slotsOf } from './slots.ts'
import { Triggers } from './triggers.ts'
import { VERSION } from './version.ts'
import { diffVersions, listVersions, restoreVersion, versionOf } from './versions.ts'
import { Walker } from './walk.ts'

const implementing = (context: Context) =>
  implement(contract).use(async ({ next, path }, input: unknown, output) => {
    try {
      const answer = await next()
      return output(shownAnswer(context, path.join('.'), input, answer.output))
    } catch (error) {
      throw toReply(context.options.dataFolder, error)
    }
  })

export function createRouter(context: Context, triggers = new Triggers(context), signIns = new OAuthSignIns(context)) {
  const { dataFolder, host } = context.options
  const os = implementing(context)
  return os.router({
    app: {
      connectors: os.app.connectors.handler(() => context.connectors),
      info: os.app.info.handler(() => ({ version: VERSION, host, dataFolder })),
    },
    flows: flowRequests(context, os, triggers),
    versions: versionRequests(context, os),
    contracts: contractRequests(context, os),
    files: fileRequests(context, os),
    runs: runRequests(context, os),
    practice: practiceRequests(context, os),
    launch: launchRequests(context, os),
    triggers: triggerRequests(os, triggers),
    ...operateRequests(context, os),
    connections: connectionRequests(context, os, signIns),
    privacy: {
      preview: os.privacy.preview.handler(({ input }) => previewErasure(context, input)),
      erase: os.privacy.erase.handler(({ input }) => erasePerson(context, input)),
    },
    drift: {
      check: os.drift.check.handler(({ input }) => checkDrift(context, openFlow(context, input.flow).flow)),
      state: os.drift.state.handler(({ input }) => driftState(context, openFlow(context, input.flow).flow)),
      accept: os.drift.accept.handler(async ({ input: { flow, connection } }) => ({
        accepted: await acceptDrifted(context, openFlow(context, flow).flow, connection),
      })),
    },
    imports: importRequests(context, os),
    models: modelRequests(context, os),
    forecast: {
      tell: os.forecast.tell.handler(({ input: { flow, within } }) =>
        forecastRun(context, openFlow(context, flow), within === undefined ? {} : { within }),
      ),
    },
  })
}

export type Os = ReturnType<typeof implementing>

function flowRequests(context: Context, os: Os, triggers: Triggers) {
  return {
    examples: os.flows.examples.handler(() => listExamples(context)),
    list: os.flows.list.handler(() => listFlows(context)),
    create: os.flows.create.handler(({ input }) => createFlow(context, input.example, input.name)),
    open: os.flows.open.handler(({ input }) => openFlow(context, input.flow)),
    save: os.flows.save.handler(({ input }) => saveFlow(context, input.flow, input.revision)),
    remove: os.flows.remove.handler(async ({ input }) => {
      await triggers.stop(input.flow)
      return { removed: removeFlow(context, input.flow) }
    }),
    import: os.flows.import.handler(({ input }) => importFlow(context, input.name, input.text)),
    export: os.flows.export.handler(({ input }) => exportFlow(openFlow(context, input.flow))),
  }
}

function triggerRequests(os: Os, triggers: Triggers) {
  return {
    start: os.triggers.start.handler(({ input: { flow } }) => {
      triggers.start(flow)
      return triggers.state(flow)
    }),
    stop: os.triggers.stop.handler(async ({ input: { flow } }) => {
      await triggers.stop(flow)
      return triggers.state(flow)
    }),
    state: os.triggers.state.handler(({ input: { flow } }) => triggers.state(flow)),
  }
}

function versionRequests(context: Context, os: Os) {
  return {
    list: os.versions.list.handler(({ input }) => listVersions(context, input.flow, input.offset, input.limit)),
    get: os.versions.get.handler(({ input }) => versionOf(context, input.flow, input.revision)),
    diff: os.versions.diff.handler(({ input: { flow, ...which } }) => diffVersions(context, flow, which)),
    restore: os.versions.restore.handler(({ input }) =>
      restoreVersion(context, input.flow, input.revision, input.onto),
    ),
  }
}

function contractRequests(context: Context, os: Os) {
  return {
    list: os.contracts.list.handler(() => listContracts(context)),
    show: os.contracts.show.handler(({ input }) => showContract(context, input.id)),
    publish: os.contracts.publish.handler(({ input }) =>
      publishContract(context, input.flow, input.contract, input.onto),
    ),
    take: os.contracts.take.handler(({ input }) => takeContract(context, input.id, input.version)),
    updates: os.contracts.updates.handler(({ input }) => updatesOf(context, input.flow)),
    diff: os.contracts.diff.handler(({ input }) => diffContract(context, input.id, input.from, input.to)),
  }
}

function fileRequests(context: Context, os: Os) {
  const uploads = new Uploads(context)
  return {
    begin: os.files.begin.handler(({ input }) => ({ upload: uploads.begin(input.name) })),
    append: os.files.append.handler(async ({ input }) => ({ bytes: await uploads.append(input.upload, input.piece) })),
    finish: os.files.finish.handler(async ({ input }) => toKeptFile(await uploads.finish(input.upload))),
    describe: os.files.describe.handler(async ({ input: { file, sheet } }) =>
      toKeptFile(await ofSheet(keptFile(context, file), sheet)),
    ),
    rows: os.files.rows.handler(async ({ input }) => {
      const kept = await ofSheet(keptFile(context, input.file), input.sheet)
      const { rows, total } = await rowsOf(kept, input.offset, input.limit)
      return {
        columns: kept.facts.columns,
        total,
        rows: rows.map(({ data }, index) => ({ row: input.offset + index + 1, data })),
      }
    }),
  }
}

function runRequests(context: Context, os: Os) {
  const walker = new Walker(context)
  const viewOf = ({ view }: ReturnType<typeof findRun>) => context.runner.view(view.run) ?? view
  return {
    start: os.runs.start.handler(async ({ input }) => {
      const saved = openFlow(context, input.flow)
      const handle = await startPracticeRun(context, saved)
      void handle.done
        .then(() => noteProof(context, input.flow, saved.hash))
        .catch((error) => void toReply(context.options.dataFolder, error))
      return { run: handle.run, resumed: handle.resumed }
    }),
    stop: os.runs.stop.handler(({ input }) => {
      const handle = context.runner.running(findRun(context, input.run).view.flow)
      if (handle?.run === input.run) handle.stop()
      return { stopped: handle?.run === input.run }
    }),
    latest: os.runs.latest.handler(({ input }) => context.store.runs.list(input.flow, 1).map(viewOf)[0] ?? null),
    list: os.runs.list.handler(({ input }) => context.store.runs.list(input.flow).map(viewOf)),
    watch: os.runs.watch.handler(({ input, signal }) => {
      const from = { ...(input.run ? { run: input.run } : {}), ...(input.seq === undefined ? {} : { seq: input.seq }) }
      return watchRuns(context, input.flow, from, signal)
    }),
    eventsSince: os.runs.eventsSince.handler(({ input }) => context.store.runs.eventsSince(input.run, input.seq)),
    records: os.runs.records.handler(({ input: { run, outcome, step, port, search, offset, limit } }) =>
      listRecords(context, run, {
        offset,
        limit,
        ...(outcome ? { outcome } : {}),
        ...(step ? { step } : {}),
        ...(port ? { port } : {}),
        ...(search ? { search } : {}),
      }),
    ),
    story: os.runs.story.handler(
      ({ input }) => removedStory(context, input.run, input.seq) ?? storyOf(context, input.run, input.seq),
    ),
    writes: os.runs.writes.handler(({ input }) => listWrites(context, input)),
    holdList: os.runs.holdList.handler(({ input }) => holdListOf(context, input.flow, input.offset, input.limit)),
    walk: os.runs.walk.handler(({ input: { flow, ...asked } }) => walker.walk(flow, asked)),
    rowOf: os.runs.rowOf.handler(({ input: { flow, run, seq } }) => walker.rowOf(flow, run, seq)),
    findPause: os.runs.findPause.handler(({ input, signal }) =>
      walker.search(input.flow, input.from, input.breakpoints, signal),
    ),
  }
}

function practiceRequests(context: Context, os: Os) {
  const addresses = () => context.practice.addresses()
  return {
    systems: os.practice.systems.handler(async () => viewPractice(await addresses())),
    show: os.practice.show.handler(async ({ input: { system, object, offset, limit } }) =>
      practicePage(await addresses(), system, object, { offset, limit }),
    ),
    changes: os.practice.changes.handler(async ({ input: { system, since } }) =>
      practiceChanges(await addresses(), system, since),
    ),
    setFaults: os.practice.setFaults.handler(async ({ input: { system, faults } }) =>
      shownFaults(await setPracticeFaults(await addresses(), system, faults)),
    ),
    reset: os.practice.reset.handler(async ({ input }) => {
      await resetPractice(await addresses(), input?.system)
      return { reset: true }
    }),
    slots: os.practice.slots.handler(({ input }) => slotsOf(context, openFlow(context, input.flow).flow)),
    setSlot: os.practice.setSlot.handler(async ({ input: { flow, connection, address, token } }) => {
      const saved = openFlow(context, flow)
      await setSlot(context, saved.flow, connection, { address, token })
      const slot = (await slotsOf(context, saved.flow)).find((one) => one.connection === connection)
      if (!slot) throw new Error(`no slot "${connection}"`)
      return slot
    }),
    describe: os.practice.describe.handler(({ input: { flow, connection, object } }) =>
      describeFor(context, openFlow(context, flow).flow, connection, object),
    ),
  }
}

function launchRequests(context: Context, os: Os) {
  const saved = (flow: string) => openFlow(context, flow)
  return {
    state: os.launch.state.handler(({ input }) => launchState(context, saved(input.flow))),
    prove: os.launch.prove.handler(({ input }) => proveTwice(context, saved(input.flow))),
    bundle: os.launch.bundle.handler(({ input }) => makeBundle(context, saved(input.flow), input.note)),
    send: os.launch.send.handler(({ input }) =>
      sendBundle(input, makeBundle(context, saved(input.flow), input.note).text),
    ),
    serverFlow: os.launch.serverFlow.handler(({ input }) => serverFlow(input, input.flow)),
    mapSlot: os.launch.mapSlot.handler(({ input }) =>
      mapSlot(input, input.flow, input.connection, { address: input.liveAddress, token: input.liveToken }),
    ),
    intake: os.launch.intake.handler(({ input }) => serverIntake(input, input.flow)),
    setSecret: os.launch.setSecret.handler(({ input }) => setServerSecret(input, input.flow, input.secret)),
    setServerState: os.launch.setServerState.handler(({ input }) => setServerState(input, input.flow, input.state)),
  }
}

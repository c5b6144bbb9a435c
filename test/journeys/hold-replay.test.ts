/** Nothing on the hold list is a dead end: it is corrected, replayed or settled, and every sum still holds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Flow, type RunView, unaccounted } from '#engine'
import {
  type Context,
  editHeld,
  listHeld,
  previewReplay,
  replayHeld,
  settleHeld,
  showHeld,
  startPracticeRun,
} from '#studio'
import { driveFlow, flowOf, hand } from '../fixtures/drive-flow.ts'
import { putStep, Things, things } from '../fixtures/things.ts'
import { freshFolder, practiceIn, studioIn, targetOf } from './practice.ts'

const WRITE = {
  kind: 'write',
  title: 'Put the company',
  settings: {
    connection: 'crm',
    operation: 'upsert-company',
    matchField: 'site_key',
    key: { fields: ['key'], ignore: [] },
    fields: [
      { to: 'name', from: 'name' },
      { to: 'industry', from: 'industry' },
    ],
  },
}

/** Industries are one of a list over there: any other value is refused. */
const companies = (samples: { key: string; name: string; industry: string }[], more: Partial<Flow> = {}): Flow =>
  flowOf(
    { read: { kind: 'manual', settings: { fields: ['key', 'name', 'industry'], samples } }, write: WRITE },
    ['read>write'],
    { connections: { crm: { name: 'CRM', connector: 'hubspot' } }, ...more },
  )

const sample = (key: string, industry = '') => ({ key, name: `Site ${key}`, industry })

function save(context: Context, flow: Flow) {
  const known = context.store.flows.get(flow.id)
  return context.store.flows.save(flow, known?.revision ?? 0, context.hash(flow), 1)
}

async function studioWithPractice() {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  return { folder, practice, context: studioIn(folder) }
}

const run = async (context: Context, flow: Flow): Promise<RunView> =>
  (await startPracticeRun(context, save(context, flow), { anew: true })).done

const heldIn = (context: Context) => listHeld(context, 'flow', { offset: 0, limit: 100 })

function sumsHold(context: Context): void {
  for (const { view } of context.store.runs.list('flow')) {
    expect({ run: view.input, state: view.state, unaccounted: unaccounted(view) }).toEqual({
      run: view.input,
      state: 'finished',
      unaccounted: 0,
    })
    const counted = context.store.runs.journal(view.run).traces()
    const held = counted.filter(({ outcome }) => outcome === 'held').reduce((sum, { n }) => sum + n, 0)
    expect(view.outcomes.held).toBe(held)
  }
}

test('a refused record is corrected, shown first, replayed from its step, and leaves the list', async () => {
  const { practice, context } = await studioWithPractice()
  await run(context, companies([sample('a'), sample('b', 'NO SUCH INDUSTRY')]))
  const { total, groups, held } = heldIn(context)
  expect(total).toBe(1)
  expect(groups).toMatchObject([{ code: 'call.refused', step: 'write', stepTitle: 'Put the company', count: 1 }])
  const [entry] = held
  if (!entry) throw new Error('one is held')
  expect(entry).toMatchObject({ tries: 1, edited: false })
  const { id } = entry
  expect(showHeld(context, id)).toMatchObject({
    came: { key: 'b' },
    stood: { industry: 'NO SUCH INDUSTRY' },
    edits: {},
  })

  expect(editHeld(context, id, { industry: 'COMPUTER_SOFTWARE' })).toMatchObject({
    edits: { industry: 'COMPUTER_SOFTWARE' },
  })
  const asked = { holds: [id], from: 'step', version: 'now' } as const
  const [preview] = await previewReplay(context, asked)
  expect(preview).toMatchObject({ id, outcome: 'created', writes: [{ step: 'write', does: 'create', preview: true }] })
  expect((await targetOf(practice)).companies.b).toBeUndefined()

  const [handle] = await replayHeld(context, asked)
  const view = await handle?.done
  expect(view).toMatchObject({
    input: 'Replay of 1 held record',
    state: 'finished',
    received: 1,
    outcomes: { created: 1 },
  })
  expect(heldIn(context).total).toBe(0)
  expect((await targetOf(practice)).companies.b).toMatchObject({ name: 'Site b', industry: 'COMPUTER_SOFTWARE' })
  expect((await targetOf(practice)).effects).toEqual({ a: 1, b: 1 })
  expect(showHeld(context, id).settled).toMatchObject({ as: 'delivered' })
  await expect(replayHeld(context, asked)).rejects.toMatchObject({ code: 'hold.settled' })
  sumsHold(context)
})

test('it is replayed on the version that it began with, or on the one that is there now', async () => {
  const { practice, context } = await studioWithPractice()
  await run(context, companies([sample('a', 'NO SUCH INDUSTRY')]))
  const [entry] = heldIn(context).held
  const holds = [entry?.id ?? 0]
  const renamed = companies([sample('a')])
  const { write: _gone, ...rest } = renamed.steps
  const now = {
    ...renamed,
    steps: { ...rest, put: { ...WRITE, settings: { ...WRITE.settings, fields: [{ to: 'name', from: 'name' }] } } },
    wires: [{ id: 'w1', from: { step: 'read', port: 'main' as const }, to: { step: 'put' } }],
  }
  save(context, now)
  await expect(replayHeld(context, { holds, from: 'step', version: 'now' })).rejects.toMatchObject({
    code: 'hold.step-gone',
  })
  expect(await previewReplay(context, { holds, from: 'step', version: 'now' })).toMatchObject([
    { refused: { code: 'hold.step-gone' } },
  ])

  const [again] = await replayHeld(context, { holds, from: 'step', version: 'began' })
  expect(await again?.done).toMatchObject({ outcomes: { held: 1 }, newlyHeld: 0 })
  expect(heldIn(context)).toMatchObject({ total: 1, held: [{ tries: 2 }] })

  const [fresh] = await replayHeld(context, { holds, from: 'start', version: 'now' })
  expect(await fresh?.done).toMatchObject({ outcomes: { created: 1 } })
  expect((await targetOf(practice)).effects).toEqual({ a: 1 })
  expect(heldIn(context).total).toBe(0)
  sumsHold(context)
})

test('by hand: settled with a note, once, and counted so in its run', async () => {
  const { context } = await studioWithPractice()
  const first = await run(context, companies([sample('a', 'NO'), sample('b', 'NO'), sample('c', 'NO')]))
  const [a, b] = heldIn(context).held.map(({ id }) => id)
  const by = { by: 'Ada', note: 'was there already' }
  expect(settleHeld(context, [a ?? 0], { as: 'settled-by-hand', ...by })).toBe(1)
  expect(settleHeld(context, [b ?? 0], { as: 'discarded', ...by })).toBe(1)
  expect(() => settleHeld(context, [a ?? 0], { as: 'discarded', ...by })).toThrow('hold.settled')
  expect(context.store.runs.get(first.run)?.view.outcomes).toMatchObject({
    held: 1,
    'settled-by-hand': 1,
    discarded: 1,
  })
  expect(showHeld(context, a ?? 0).settled).toMatchObject({
    as: 'settled-by-hand',
    by: 'Ada',
    note: 'was there already',
  })
  const events = context.store.runs.eventsSince(first.run, 0)
  expect(events.at(-1)).toMatchObject({ kind: 'run.progressed', delta: { outcomes: { held: -1, discarded: 1 } } })
  sumsHold(context)
})

test('from the step where it stopped, it takes the keys that it gave back; unless another went on under them', async () => {
  const { practice, context } = await studioWithPractice()
  const once = { kind: 'dedupe', settings: { fields: ['key'], ignore: [], window: 'forever' } }
  const gated = (samples: Parameters<typeof companies>[0]) => {
    const flow = companies(samples)
    const wires = flowOf({ read: hand, once, write: WRITE }, ['read>once', 'once>write']).wires
    return { ...flow, steps: { ...flow.steps, once: { title: 'Once', ...once } }, wires }
  }
  await run(context, gated([sample('a', 'NO'), sample('b', 'NO')]))
  const [a, b] = heldIn(context).held.map(({ id }) => id)
  for (const id of [a, b]) editHeld(context, id ?? 0, { industry: '' })
  await run(context, gated([sample('b')]))
  const asked = { from: 'step', version: 'now' } as const
  await expect(replayHeld(context, { ...asked, holds: [b ?? 0] })).rejects.toMatchObject({ code: 'hold.overtaken' })
  const [first] = await replayHeld(context, { ...asked, holds: [a ?? 0] })
  expect(await first?.done).toMatchObject({ outcomes: { created: 1 } })
  expect(await run(context, gated([sample('a', 'BANKING')]))).toMatchObject({ outcomes: { duplicate: 1 } })
  const [second] = await replayHeld(context, { ...asked, from: 'start', holds: [b ?? 0] })
  expect(await second?.done).toMatchObject({ outcomes: { duplicate: 1 } })
  expect(heldIn(context).total).toBe(0)
  expect((await targetOf(practice)).effects).toEqual({ a: 1, b: 1 })
  sumsHold(context)
})

test('what may have arrived where nobody can look is not sent again by itself; a person settles it', async () => {
  const { context } = await studioWithPractice()
  const { put } = things.operations
  if (!put) throw new Error('things can be put')
  const { look: _look, ...blind } = put
  const connectors = {
    ...context.connectors,
    things: { ...things, operations: { put: { ...blind, strategy: 'own-ledger' as const } } },
  }
  const flow = flowOf({ read: hand, put: putStep() }, ['read>put'])
  const network = new Things((_, { method }) => (method === 'PUT' ? 'refuse' : 'none'))
  await driveFlow({ store: context.store, flow, records: [{ key: 'a', name: 'A' }], network })
  context.store.flows.save(flow, 0, context.hash(flow), 1)
  const journal = context.store.runs.journal('run')
  journal.transact(() => journal.settleWrite({ seq: 1, step: 'put', does: 'unknown' }, 1))
  const told = { ...context, connectors }
  const [entry] = heldIn(told).held
  const holds = [entry?.id ?? 0]
  for (const from of ['step', 'start'] as const)
    await expect(replayHeld(told, { holds, from, version: 'began' })).rejects.toMatchObject({ code: 'hold.may-double' })
  expect(heldIn(told)).toMatchObject({ total: 1, held: [{ tries: 1 }] })
  settleHeld(told, holds, { as: 'settled-by-hand', by: 'Ada', note: 'it was there' })
  sumsHold(told)
})

test('after any sequence of replays, corrections and settlements nothing is unaccounted and no key is doubled', {
  timeout: 120_000,
}, async () => {
  const { practice, context } = await studioWithPractice()
  const act = fc.record({
    what: fc.constantFrom('replay', 'edit', 'settle', 'discard', 'rerun'),
    which: fc.nat({ max: 9 }),
    from: fc.constantFrom('step', 'start'),
    version: fc.constantFrom('began', 'now'),
  })
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 8 }), async (acts) => {
      const prefix = `r${round++}-`
      const samples = [0, 1, 2, 3].map((n) => sample(`${prefix}${n}`, n % 2 ? 'NO' : ''))
      const flow = companies(samples, { id: 'flow' })
      await run(context, flow)
      for (const { what, which, from, version } of acts) {
        const { held } = heldIn(context)
        const id = held[which % Math.max(1, held.length)]?.id
        if (what === 'rerun') await run(context, flow)
        else if (id === undefined) continue
        else if (what === 'edit') editHeld(context, id, { industry: which % 3 ? 'COMPUTER_SOFTWARE' : 'NO' })
        else if (what === 'replay')
          for (const one of await replayHeld(context, { holds: [id], from, version } as never)) await one.done
        else
          settleHeld(context, [id], { as: what === 'settle' ? 'settled-by-hand' : 'discarded', by: 'Ada', note: 'why' })
      }
      sumsHold(context)
      const { effects } = await targetOf(practice)
      for (const [key, n] of Object.entries(effects)) expect({ key, n }).toEqual({ key, n: 1 })
      expect(effects[`${prefix}0`]).toBe(1)
    }),
    { numRuns: 12 },
  )
})

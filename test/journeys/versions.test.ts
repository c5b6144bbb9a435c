/** Versions of flows and shared contracts, as the screen and the terminal use them: nothing is ever lost by going back. */
import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import type { Contract, Edit } from '#engine'
import { applyEdit } from '#engine'
import type { SavedFlow, Studio } from '#protocol'
import { openStudio } from '#studio'
import { emptyFolder, sluice, sluiceJson } from './cli-process.ts'

async function openOn(dataFolder: string) {
  const { router, context, close } = await openStudio({ dataFolder, host: 'terminal', patience: 1000 })
  onTestFinished(() => close())
  return { studio: createRouterClient(router, { context: {} }) as unknown as Studio, context, close }
}

const change = (studio: Studio, { flow, revision }: SavedFlow, edit: Edit) =>
  studio.flows.save({ flow: applyEdit(flow, edit).flow, revision })

const renamed = (title: string): Edit => ({ kind: 'update-step', id: 'dedupe', patch: { title } })

/** Its first version has the step already. */
function flowWithDedupe(studio: Studio): Promise<SavedFlow> {
  const steps = { dedupe: { kind: 'dedupe', title: 'Dedupe', settings: { fields: ['name'], window: 'run' } } }
  const flow = { formatVersion: 1, id: 'sites', name: 'Sites', steps, wires: [], layout: { dedupe: { x: 0, y: 0 } } }
  return studio.flows.import({ name: 'sites.flow.json', text: JSON.stringify(flow) })
}

test('going back is a new version that can itself be taken back; cards stay where they are', async () => {
  const { studio } = await openOn(emptyFolder())
  const first = await flowWithDedupe(studio)
  const flow = first.flow.id
  const moved = await change(studio, first, { kind: 'move', positions: { dedupe: { x: 800, y: 80 } } })
  const second = await change(studio, moved, renamed('Same site'))
  const list = await studio.versions.list({ flow, offset: 0, limit: 10 })
  expect(list.versions.map(({ revision, changes, current }) => [revision, changes, current])).toEqual([
    [second.revision, 1, true],
    [first.revision, 0, false],
  ])
  const { groups } = await studio.versions.diff({ flow, from: first.revision })
  expect(groups).toEqual([
    {
      about: 'step',
      id: 'dedupe',
      title: 'Same site',
      change: 'changed',
      lines: [{ words: 'It is now called "Same site" (was "Dedupe")' }],
    },
  ])
  const back = await studio.versions.restore({ flow, revision: first.revision, onto: second.revision })
  expect(back.hash).toBe(first.hash)
  expect(back.flow.layout.dedupe).toEqual({ x: 800, y: 80 })
  expect(await studio.flows.open({ flow })).toEqual(back)
  const again = await studio.versions.restore({ flow, revision: second.revision, onto: back.revision })
  expect(again.hash).toBe(second.hash)
  const now = await studio.versions.list({ flow, offset: 0, limit: 1 })
  expect(now.versions).toMatchObject([{ revision: again.revision, restoredFrom: second.revision, current: true }])
})

test('a version that is not there, or a flow that went on meanwhile, changes nothing', async () => {
  const { studio } = await openOn(emptyFolder())
  const first = await flowWithDedupe(studio)
  const flow = first.flow.id
  const gone = studio.versions.restore({ flow, revision: 99, onto: first.revision })
  await expect(gone).rejects.toMatchObject({ data: { code: 'version.not-found' } })
  const second = await change(studio, first, renamed('Same site'))
  const late = studio.versions.restore({ flow, revision: 1, onto: 1 })
  await expect(late).rejects.toMatchObject({ data: { code: 'flow.conflict' } })
  expect(await studio.flows.open({ flow })).toEqual(second)
})

test('what ran stays in the history and can be read by its hash, however much is saved after it', async () => {
  const { studio, context } = await openOn(emptyFolder())
  const lead = await studio.flows.create({ example: 'webhook-lead' })
  const flow = lead.flow.id
  await studio.runs.start({ flow, revision: lead.revision })
  await expect.poll(async () => (await studio.runs.latest({ flow }))?.state, { timeout: 20_000 }).toBe('finished')
  let saved = lead
  for (const name of ['a', 'b', 'c', 'd']) saved = await change(studio, saved, { kind: 'update-flow', patch: { name } })
  const { versions } = await studio.versions.list({ flow, offset: 0, limit: 10 })
  expect(versions.find(({ ran }) => ran)).toMatchObject({ hash: lead.hash, revision: lead.revision })
  expect(context.store.flows.definition(flow, lead.hash)).toEqual(lead.flow)
  const [run] = await studio.runs.list({ flow })
  expect(await studio.runs.story({ run: run?.run ?? '', seq: 1 })).toBeDefined()
})

const contractWith = (...names: string[]): Contract => ({
  name: 'Site',
  fields: names.map((name) => ({ name, type: 'text', required: false, mayBeBlank: true })),
})

test('a contract is published from one flow, used in another, and its update says what it touches', async () => {
  const { studio } = await openOn(emptyFolder())
  const one = await change(studio, await flowWithDedupe(studio), {
    kind: 'set-contract',
    id: 'site',
    contract: contractWith('name', 'phone'),
  })
  const { published, saved } = await studio.contracts.publish({
    flow: one.flow.id,
    contract: 'site',
    onto: one.revision,
  })
  expect(saved.flow.contracts.site?.shared).toEqual({ id: 'site', version: 1 })

  const { contract } = await studio.contracts.take({ id: published.id })
  const other = await change(studio, await flowWithDedupe(studio), { kind: 'set-contract', id: 'place', contract })
  expect(await studio.contracts.updates({ flow: other.flow })).toEqual([])

  const changed = { ...contractWith('phone'), shared: { id: 'site', version: 1 } }
  const next = await change(studio, saved, { kind: 'set-contract', id: 'site', contract: changed })
  await studio.contracts.publish({ flow: next.flow.id, contract: 'site', onto: next.revision })
  const [update] = await studio.contracts.updates({ flow: other.flow })
  expect(update).toMatchObject({
    contract: 'place',
    latest: 2,
    change: { kind: 'breaking' },
    touches: [{ step: 'dedupe', fields: ['name'], checks: false }],
  })
  const shown = await studio.contracts.show({ id: 'site' })
  expect(shown.usedBy.map(({ flow, version }) => [flow, version])).toEqual(
    expect.arrayContaining([
      [one.flow.id, 2],
      [other.flow.id, 1],
    ]),
  )

  const late = { ...contractWith('name', 'web'), shared: { id: 'site', version: 1 } }
  const behind = await change(studio, other, { kind: 'set-contract', id: 'place', contract: late })
  const publishing = studio.contracts.publish({ flow: behind.flow.id, contract: 'place', onto: behind.revision })
  await expect(publishing).rejects.toMatchObject({ data: { code: 'contract.conflict' } })
})

test('a shared contract that was edited to be made from itself is named, and nothing hangs', async () => {
  const { studio, context } = await openOn(emptyFolder())
  const one = await change(studio, await flowWithDedupe(studio), {
    kind: 'set-contract',
    id: 'site',
    contract: contractWith('name'),
  })
  await studio.contracts.publish({ flow: one.flow.id, contract: 'site', onto: one.revision })
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(`${context.store.folder}/sluice.db`)
  db.exec("UPDATE contract_versions SET basis = 'site', basis_version = 1")
  db.close()
  await expect(studio.contracts.show({ id: 'site' })).rejects.toMatchObject({
    data: { code: 'contract.refers-to-itself', values: { path: 'site version 1 → site version 1' } },
  })
})

test('an exported file is the same whatever was done and undone in between', async () => {
  const { studio } = await openOn(emptyFolder())
  const first = await flowWithDedupe(studio)
  const flow = first.flow.id
  const { text } = await studio.flows.export({ flow })
  const named = await change(studio, first, renamed('Other'))
  const taken = await change(studio, named, { kind: 'remove-step', id: 'dedupe' })
  await studio.versions.restore({ flow, revision: first.revision, onto: taken.revision })
  expect((await studio.flows.export({ flow })).text).toBe(text)
})

test('history, diff and restore from a terminal', async () => {
  const data = emptyFolder()
  const { studio, close } = await openOn(data)
  const first = await flowWithDedupe(studio)
  await change(studio, first, renamed('Same site'))
  await close()
  const id = first.flow.id
  const told = await sluice(['history', id, '--data', data])
  expect(told.stdout).toMatch(/Version.*Saved.*Steps.*Changes/)
  const { document } = await sluiceJson<{ versions: { revision: number }[] }>(['history', id, '--data', data])
  expect(document.versions.map(({ revision }) => revision)).toEqual([2, 1])
  const compared = await sluice(['diff', id, '1', '2', '--data', data])
  expect(compared.stdout).toBe('From version 1 to 2\nSame site\n  It is now called "Same site" (was "Dedupe")\n')
  const restored = await sluice(['restore', id, '1', '--data', data])
  expect(restored.stdout).toContain(`sluice restore ${id} 2`)
  const gone = await sluice(['restore', id, '99', '--data', data])
  expect(gone.status).not.toBe(0)
  expect(gone.stderr).toContain('no saved version 99')
})

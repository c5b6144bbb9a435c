/** A person who asks to be forgotten: nothing of them is left in any byte of the data folder, and forgetting never doubles. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { type Flow, findPerson, unaccounted } from '#engine'
import type { SavedFlow, Studio } from '#protocol'
import { type Context, createFlow, erasePerson, keepFile, openStudio, previewErasure, startPracticeRun } from '#studio'
import { createRouter } from '../../studio/router.ts'
import { sluice, sluiceJson } from './cli-process.ts'
import { freshFolder, practiceIn, studioIn } from './practice.ts'

const ANA = { 'Site name': 'Alderman House', Address: '77 Wisteria Lane', Zip: '60614', Phone: '(312) 555-0177' }
const BEN = { 'Site name': 'Birch House', Address: '12 Oak Street', Zip: '60615', Phone: '(312) 555-0122' }
const TRACES = ['Alderman', 'Wisteria', '555-0177', '5550177']

/** All bytes of a folder, as text of both encodings that SQLite and JavaScript write. */
function bytesOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return files
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}

async function sites(context: Context, folder: string, rows: Record<string, string>[]) {
  const columns = ['Site name', 'Address', 'Zip', 'Phone', 'Program Name']
  const lines = rows.map((row) => columns.map((column) => `"${row[column] ?? ''}"`).join(','))
  const path = join(folder, 'sites.csv')
  writeFileSync(path, `${columns.join(',')}\n${lines.join('\n')}\n`)
  return keepFile(context, path)
}

/** The example remembers its keys for a year, so that a second run knows who came before. */
async function rememberingFlow(context: Context): Promise<SavedFlow> {
  const saved = await createFlow(context, 'childcare-sites', undefined)
  const steps = Object.entries(saved.flow.steps).map(([id, step]) => {
    if (step.kind !== 'dedupe') return [id, step] as const
    return [id, { ...step, settings: { ...step.settings, window: 'days', days: 365 } }] as const
  })
  const flow: Flow = { ...saved.flow, steps: Object.fromEntries(steps) }
  return context.store.flows.save(flow, saved.revision, context.hash(flow), Date.now())
}

test('run, erase, run the same input again: nothing is created, and until then nothing of the person is left', async () => {
  const folder = freshFolder()
  const data = join(folder, 'data')
  const practice = await practiceIn(folder)
  const context = studioIn(data, { practiceFolder: folder })
  const saved = await rememberingFlow(context)
  const input = await sites(context, folder, [ANA, BEN])
  const first = await (await startPracticeRun(context, saved, { input })).done
  expect(first.outcomes.created).toBe(2)

  const person = { value: ANA.Phone }
  const preview = await previewErasure(context, person)
  expect(preview.counts.records).toBe(1)
  expect(preview.files.map(({ name }) => name)).toContain('sites.csv')
  expect(bytesOf(data)).toContain('Alderman')
  const report = await erasePerson(context, { ...person, by: 'Ada', settle: false, files: true })
  expect(report.targets).toMatchObject([{ mode: 'practice', connection: expect.any(String), object: 'companies' }])
  const bytes = bytesOf(data)
  for (const trace of TRACES) expect(bytes, trace).not.toContain(trace)
  expect(bytes).toContain('Birch House')

  const story = await clientOf(context).runs.story({ run: first.run, seq: 1 })
  expect(story).toMatchObject({ outcome: 'created', reason: { code: 'record.erased' } })
  expect(story.stages.map(({ after }) => Object.keys(after).length)).toEqual(story.stages.map(() => 0))

  const again = await sites(context, folder, [ANA, BEN])
  const second = await (await startPracticeRun(context, saved, { input: again, anew: true })).done
  expect(second.outcomes).toMatchObject({ created: 0, duplicate: 1, unchanged: 1 })
  expect(unaccounted(second)).toBe(0)
  await erasePerson(context, { ...person, by: 'Ada', settle: false, files: true })
  for (const trace of TRACES) expect(bytesOf(data), trace).not.toContain(trace)
  await practice.close()
})

const clientOf = (context: Context) => createRouterClient(createRouter(context), { context: {} }) as unknown as Studio

test('samples go from the flow and from its history; other settings are named', async () => {
  const data = join(freshFolder(), 'data')
  const context = studioIn(data)
  const saved = await createFlow(context, 'webhook-lead', undefined)
  const studio = clientOf(context)
  const [id = '', step] = Object.entries(saved.flow.steps).find(([, { settings }]) => settings.samples) ?? []
  const samples = [
    { email: 'ana@alder.example', name: 'Ana Alderman' },
    { email: 'ben@birch.example', name: 'Ben' },
  ]
  const changed = {
    ...saved.flow,
    steps: { ...saved.flow.steps, [id]: { ...step, settings: { ...step?.settings, samples } } },
  }
  const before = await studio.flows.save({ flow: changed as Flow, revision: saved.revision })
  // What was proved stays in the history.
  context.store.notes.keepProof(saved.flow.id, before.hash, { hash: before.hash, at: 1 })
  const named = { ...before.flow, name: 'Another name' }
  await studio.flows.save({ flow: named, revision: before.revision })
  const { counts } = await studio.privacy.preview({ value: 'ANA@alder.example' })
  expect(counts).toMatchObject({ samples: 1 })
  const report = await studio.privacy.erase({ value: 'ana@alder.example', by: 'Ada', settle: false, files: false })
  expect(report.counts).toMatchObject({ samples: 1 })
  expect(bytesOf(data)).not.toMatch(/ana@alder|Alderman/)
  const old = await studio.versions.get({ flow: saved.flow.id, revision: before.revision })
  expect(old.flow.steps[id]?.settings.samples).toEqual([samples[1]])
})

test('what a process leaves that ends right after the commit is done at the next start', async () => {
  const folder = freshFolder()
  const data = join(folder, 'data')
  const practice = await practiceIn(folder)
  const context = studioIn(data, { practiceFolder: folder })
  const input = await sites(context, folder, [ANA, BEN])
  await (await startPracticeRun(context, await rememberingFlow(context), { input })).done
  const finder = findPerson({ value: ANA.Phone })
  if (!finder) throw new Error('it is long enough')
  const given = { finder, value: ANA.Phone, by: 'Ada', settle: false, files: [input.id], now: 1, hash: context.hash }
  context.store.erasures.erase(given)
  await context.close()
  expect(existsSync(join(data, 'files', input.id))).toBe(true)
  const opened = await openStudio({ dataFolder: data, host: 'terminal', practiceFolder: folder })
  for (const trace of TRACES) expect(bytesOf(data), trace).not.toContain(trace)
  expect(opened.context.store.erasures.unfinished()).toEqual([])
  await opened.close()
  await practice.close()
})

test('from a terminal: a preview, the erasure, and the mistakes', async () => {
  const data = join(freshFolder(), 'data')
  mkdirSync(data)
  writeFileSync(
    join(data, 'lead.csv'),
    'Site name,Address,Zip,Phone,Program Name\nAlderman House,77 Wisteria Lane,60614,(312) 555-0177,\n',
  )
  const ran = await sluice(['run', 'childcare-sites', '--input', join(data, 'lead.csv'), '--data', data])
  expect(ran.status, ran.stderr).toBe(0)
  const preview = await sluice(['erase', '+1 312 555 0177', '--preview', '--data', data])
  expect(preview.stdout).toMatch(/Would be erased[\s\S]*records[ │]+1[\s\S]*--files removes it[\s\S]*companies/)
  const { status, document } = await sluiceJson<{ counts: Record<string, number>; files: { removed: boolean }[] }>([
    'erase',
    '+1 312 555 0177',
    '--files',
    '--data',
    data,
  ])
  expect(status).toBe(0)
  expect(document).toMatchObject({ counts: { records: 1, files: 1 }, files: [{ removed: true }] })
  expect(existsSync(join(data, 'sluice.db'))).toBe(true)
  expect(readFileSync(join(data, 'sluice.db'), 'latin1')).not.toMatch(/Alderman|555-0177/)
  const short = await sluiceJson<{ error: { code: string } }>(['erase', 'x', '--data', data])
  expect(short.document.error.code).toBe('privacy.too-short')
})

/** What people do about records, from a terminal. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flowSchema } from '#engine'
import { type ErrorDocument, emptyFolder, type RunDocument, servePractice, sluice, sluiceJson } from './cli-process.ts'
import { targetIn } from './cli-target.ts'

const write = {
  title: 'Put the company',
  kind: 'write',
  settings: {
    connection: 'crm',
    operation: 'upsert-company',
    matchField: 'site_key',
    key: { fields: ['key'], ignore: [] },
    fields: ['name', 'industry'].map((name) => ({ to: name, from: name })),
  },
}
const ask = { title: 'Ask', kind: 'approve', settings: { question: 'Is {name} right?', person: 'Ada', fields: [] } }
const samples = [
  { key: 'a', name: 'Ann', industry: '' },
  { key: 'b', name: 'Ben', industry: 'NONE SUCH' },
]

/** A saved flow in a data folder of its own: from samples (past a person, if `asks`) into the practice CRM. */
async function saved(asks: boolean): Promise<string> {
  const data = join(emptyFolder(), 'data')
  await servePractice(data)
  const flow = flowSchema.parse({
    formatVersion: 1,
    id: 'companies',
    name: 'Companies',
    connections: { crm: { name: 'CRM', connector: 'hubspot' } },
    steps: {
      read: { title: 'Read', kind: 'manual', settings: { fields: ['key', 'name', 'industry'], samples } },
      ...(asks ? { ask } : {}),
      write,
    },
    wires: (asks ? ['read', 'ask', 'write'] : ['read', 'write']).flatMap((step, index, all) =>
      index === 0 ? [] : [{ id: `w${index}`, from: { step: all[index - 1], port: 'main' }, to: { step } }],
    ),
  })
  const { openContext } = await import('#studio')
  const context = openContext({ dataFolder: data, host: 'terminal' })
  context.store.flows.save(flow, 0, context.hash(flow), 1)
  await context.close()
  return data
}

test('list, show, edit, preview, replay, settle, then undo', async () => {
  const data = await saved(false)
  const at = ['--data', data]
  const ran = await sluiceJson<RunDocument>(['run', 'companies', ...at])
  expect(ran.document.outcomes).toMatchObject({ created: 1, held: 1 })
  const listed = await sluiceJson<{ held: { id: number; reason: { code: string; next: string } }[] }>([
    'hold',
    'list',
    'companies',
    ...at,
  ])
  expect(listed).toMatchObject({
    status: 0,
    document: { total: 1, held: [{ id: 1, reason: { code: 'call.refused' } }] },
  })
  expect((await sluice(['hold', 'list', 'companies', ...at])).stdout).toContain('Put the company')
  expect((await sluice(['hold', 'show', '1', ...at])).stdout).toContain('NONE SUCH')
  const edited = await sluiceJson(['hold', 'edit', '1', '--set', 'industry=COMPUTER_SOFTWARE', ...at])
  expect(edited.document).toMatchObject({ edits: { industry: 'COMPUTER_SOFTWARE' } })
  const preview = await sluice(['hold', 'replay', '1', '--preview', ...at])
  expect(preview.stdout).toContain('create Company in CRM')
  expect(preview.stdout).toContain('Nothing was sent.')
  const replayed = await sluiceJson(['hold', 'replay', 'all', '--flow', 'companies', ...at])
  expect(replayed).toMatchObject({ status: 0, document: { runs: [{ state: 'finished', outcomes: { created: 1 } }] } })
  const settled = await sluiceJson<ErrorDocument>(['hold', 'settle', '1', '--note', 'late', ...at])
  expect(settled).toMatchObject({ status: 1, document: { error: { code: 'hold.settled' } } })
  expect(Object.keys((await targetIn(data)).companies).sort()).toEqual(['a', 'b'])

  const shown = await sluiceJson(['undo', ran.document.run, '--preview', ...at])
  expect(shown).toMatchObject({ status: 0, document: { preview: true, counts: { delete: 1 } } })
  const undone = await sluice(['undo', ran.document.run, '--by', 'Ada', ...at])
  expect(undone.stdout).toContain('1 deleted.')
  expect((await sluice(['undo', ran.document.run, ...at])).stdout).toContain('nothing to take back')
  expect(Object.keys((await targetIn(data)).companies)).toEqual(['b'])
})

test('a question is answered, and its record goes on before the command ends', async () => {
  const data = await saved(true)
  const at = ['--data', data]
  const ran = await sluiceJson<RunDocument>(['run', 'companies', ...at])
  expect(ran.document).toMatchObject({ state: 'waiting', outcomes: { waiting: 2 } })
  const open = await sluice(['tasks', 'list', ...at])
  expect(open.stdout).toContain('Is Ann right?')
  const answered = await sluiceJson(['tasks', 'answer', '1', 'approve', '--by', 'Ada', ...at])
  expect(answered).toMatchObject({ status: 0, document: { goesOn: true, state: 'waiting' } })
  const again = await sluiceJson(['tasks', 'answer', '1', 'decline', ...at])
  expect(again).toMatchObject({ status: 1, document: { error: { code: 'task.answered', values: { person: 'Ada' } } } })
  const last = await sluiceJson(['tasks', 'answer', '2', 'decline', ...at])
  expect(last).toMatchObject({ document: { state: 'finished' } })
  expect(Object.keys((await targetIn(data)).companies)).toEqual(['a'])
})

test('a paused flow is not run until it is resumed', async () => {
  const data = await saved(false)
  const at = ['--data', data]
  for (let twice = 0; twice < 2; twice++)
    expect(await sluiceJson(['pause', 'companies', ...at])).toMatchObject({ status: 0, document: { paused: true } })
  expect(await sluiceJson(['run', 'companies', ...at])).toMatchObject({
    status: 1,
    document: { error: { code: 'flow.paused' } },
  })
  expect(await sluiceJson(['resume', 'companies', ...at])).toMatchObject({ status: 0, document: { paused: false } })
  expect(await sluiceJson(['run', 'companies', ...at])).toMatchObject({ status: 0 })
})

test.each([
  [['hold', 'replay', 'none'], 'list of numbers'],
  [['hold', 'replay', 'all'], '--flow'],
  [['hold', 'edit', '1', '--set', 'nothing'], 'does not set a field'],
  [['undo', 'RUN', '--records', '0'], 'list of numbers'],
  [['pause', 'x', '--server', 'http://127.0.0.1:1'], 'token'],
])('%j is refused in words', async (args, words) => {
  const { status, stderr } = await sluice([...args, '--data', emptyFolder()], { SLUICE_SERVER_TOKEN: '' })
  expect(status).toBe(1)
  expect(stderr).toContain(words)
})

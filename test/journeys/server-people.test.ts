/** A flow that was launched on a server asks people: its questions survive a kill, are answered once, and cost nothing meanwhile. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import { openStore } from '#adapters/sqlite'
import { type Flow, flowSchema, type Json, type Question } from '#engine'
import { sluice, sluiceJson } from './cli-process.ts'
import { bundleOf, caller, leadsFlow, newSigner, until } from './server-launch.ts'
import {
  cleanUp,
  newFolder,
  type PracticeSaid,
  type Process,
  type ServerSaid,
  startPracticeProcess,
  startServerProcess,
} from './server-process.ts'

const signer = newSigner()
let crm: Process<PracticeSaid>
let server: Process<ServerSaid>
let data = ''
let token = ''
let call: ReturnType<typeof caller>

/** The leads, of which a person is asked before they are written. `no`: something is wired for what is declined. */
function asking(start: 'webhook' | 'read-file', kind: string, settings: Record<string, Json> = {}, no = true): Flow {
  const flow = leadsFlow(start)
  const person = { question: 'Is {name} a customer?', person: 'Ada', fields: ['email', 'name'], ...settings }
  const [yes, other] = kind === 'choose' ? ['case-1', 'case-2'] : ['main', 'rejected']
  return flowSchema.parse({
    ...flow,
    steps: {
      ...flow.steps,
      ask: { kind, title: 'Ask', settings: person },
      ...(no ? { no: { kind: 'end', title: 'No', settings: {} } } : {}),
    },
    wires: [
      { id: 'w1', from: { step: 'start', port: 'main' }, to: { step: 'ask' } },
      { id: 'w2', from: { step: 'ask', port: yes }, to: { step: 'write' } },
      ...(no ? [{ id: 'w3', from: { step: 'ask', port: other }, to: { step: 'no' } }] : []),
    ],
  })
}

const startAgain = async () => {
  server = await startServerProcess(data)
  call = caller(server.said.address, token)
}
async function launch(flow: Flow): Promise<void> {
  await call('POST', '/api/bundles', bundleOf(flow, signer))
  const { address, token: crmToken } = crm.said.systems.hubspot
  await call('PUT', '/api/flows/leads/connections/crm', { address, token: crmToken })
  expect((await call('POST', '/api/flows/leads/start')).status).toBe(200)
}
const post = (n: number) => call('POST', '/hooks/leads', { email: `lead${n}@example.com`, name: `Lead Number${n}` })
const shown = async () => {
  const practice = caller(crm.said.control.address, crm.said.control.token)
  const { body } = await practice('GET', '/__practice/show/contacts?limit=1000')
  return body as unknown as { total: number; effects: { key: string; effects: number }[] }
}
const questions = async (query = '?reveal=true') =>
  (await call('GET', `/api/flows/leads/tasks${query}`)).body as unknown as { total: number; tasks: Question[] }
const asked = async (n: number) => (await until(questions, ({ total }) => total === n)).tasks
const answer = (task: number | undefined, answer: string, more: Record<string, unknown> = {}) =>
  call('POST', `/api/tasks/${task}/answer`, { answer, by: 'Ada', ...more })
const lastRun = async () =>
  (await call('GET', '/api/flows/leads')).body.lastRun as unknown as {
    run: string
    state: string
    resumed: number
    outcomes: Record<string, number>
  }
const settled = (n = 0) => until(lastRun, ({ outcomes }) => outcomes.waiting === n)

beforeEach(async () => {
  data = newFolder()
  crm = await startPracticeProcess(newFolder())
  const keyFile = join(newFolder(), 'ada.key')
  writeFileSync(keyFile, publicKeyText(signer))
  server = await startServerProcess(data, '--trust', keyFile)
  token = server.said.apiToken ?? ''
  call = caller(server.said.address, token)
})
afterEach(cleanUp)

it('of each event that comes; answers count after a kill too, once, and the record is written once', async () => {
  await launch(asking('webhook', 'approve'))
  await post(1)
  await post(2)
  const [first, second] = await asked(2)
  expect(first).toMatchObject({
    ...{ flow: 'leads', mode: 'live', step: 'ask', does: 'approve', answers: ['approve', 'decline'], asked: 'Ada' },
    question: 'Is Lead Number1 a customer?',
    fields: { email: 'lead1@example.com', name: 'Lead Number1' },
  })
  expect((await shown()).total).toBe(0)

  await server.end('SIGKILL')
  await startAgain()
  expect(await asked(2)).toEqual([first, second])
  expect(await answer(first?.id, 'approve')).toMatchObject({ status: 200, body: { goesOn: true } })
  await settled(1)
  expect(await answer(first?.id, 'decline', { by: 'Bob' })).toMatchObject({
    status: 409,
    body: { code: 'task.answered', values: { person: 'Ada' } },
  })
  expect((await answer(second?.id, 'decline')).status).toBe(200)
  expect(await settled()).toMatchObject({ state: 'running', outcomes: { created: 1, rejected: 1, held: 0 } })
  expect((await shown()).effects).toMatchObject([{ key: 'lead1@example.com', effects: 1 }])
  expect((await questions()).total).toBe(0)

  // Answered, and killed before anybody could look whether it went on.
  await post(3)
  const [third] = await asked(1)
  await answer(third?.id, 'approve')
  await server.end('SIGKILL')
  await startAgain()
  await settled()
  expect((await shown()).effects.map(({ effects }) => effects)).toEqual([1, 1])
})

it('of which only what they show can be corrected, and only what they offer be chosen; others are not shown values', async () => {
  await launch(asking('webhook', 'correct', { fields: ['name'] }))
  await post(1)
  const [task] = await asked(1)
  expect(task?.fields).toEqual({ name: 'Lead Number1' })
  const masked = await questions('')
  expect(JSON.stringify(masked)).not.toContain('Number1')
  expect(masked.tasks[0]).toMatchObject({ id: task?.id, fields: { name: expect.any(String) } })

  expect(await answer(task?.id, 'correct', { fields: { email: 'x@example.com' } })).toMatchObject({
    status: 422,
    body: { code: 'task.other-field' },
  })
  expect(await answer(task?.id, 'approve')).toMatchObject({ status: 422, body: { code: 'task.other-answer' } })
  expect(await answer(99, 'approve')).toMatchObject({ status: 404, body: { code: 'task.not-found' } })
  for (const bad of ['0', '-1', '1.5', 'x', '9'.repeat(30)])
    expect((await call('POST', `/api/tasks/${bad}/answer`, { answer: 'approve', by: 'Ada' })).status).toBe(404)
  for (const bad of ['{', '[]', { answer: 'approve' }, { answer: 'approve', by: ' ' }, { answer: 1, by: 'Ada' }])
    expect((await call('POST', `/api/tasks/${task?.id}/answer`, bad)).status).toBe(400)
  expect((await call('GET', '/api/flows/leads/tasks?limit=0')).status).toBe(400)
  expect((await call('GET', '/api/flows/none/tasks')).status).toBe(404)
  expect((await caller(server.said.address)('GET', '/api/tasks')).status).toBe(401)

  expect((await answer(task?.id, 'correct', { fields: { name: 'Ann' } })).status).toBe(200)
  expect((await settled()).outcomes).toMatchObject({ created: 1 })
})

it('of a file, for whose answer the run waits without another event in its journal', async () => {
  await launch(asking('read-file', 'approve', {}, false))
  const sent = await call(
    'POST',
    '/api/flows/leads/files?name=leads.csv',
    'email,name\na@example.com,Ann\nb@example.com,Ben\n',
  )
  expect(sent.status, JSON.stringify(sent.body)).toBeLessThan(300)
  const [first, second] = await asked(2)
  const { run } = await until(lastRun, ({ state }) => state === 'waiting')
  // Another file does not wait for the answers to this one.
  await call('POST', '/api/flows/leads/files?name=more.csv', 'email,name\nc@example.com,Cem\n')
  const third = (await asked(3)).at(-1)
  await answer(third?.id, 'decline')
  await until(lastRun, (last) => last.run !== run && last.state === 'finished')
  const firstRun = async () => (await call('GET', `/api/runs/${run}`)).body as Awaited<ReturnType<typeof lastRun>>
  await answer(first?.id, 'approve')
  await until(shown, ({ total }) => total === 1)
  await until(firstRun, ({ state }) => state === 'waiting')
  await answer(second?.id, 'decline')
  // Nothing is wired for what is declined, so that it is held.
  expect(await until(firstRun, ({ state }) => state === 'finished')).toMatchObject({
    outcomes: { created: 1, held: 1 },
  })
  await server.end('SIGTERM')
  const store = openStore(data)
  const kinds = store.runs.eventsSince(run, 0).map(({ kind }) => kind)
  store.close()
  // Each answer took it up once, and nothing else did.
  expect(kinds.filter((kind) => kind === 'run.resumed')).toHaveLength(2)
})

it('that are listed and answered from a terminal', async () => {
  await launch(asking('webhook', 'choose', { choices: [{ name: 'Keep' }, { name: 'Drop' }] }))
  await post(1)
  const [task] = await asked(1)
  const at = ['--server', server.said.address, '--token', token]
  expect(await sluiceJson(['tasks', 'list', 'leads', '--reveal', ...at])).toMatchObject({
    document: {
      total: 1,
      tasks: [{ id: task?.id, question: 'Is Lead Number1 a customer?', answers: ['Keep', 'Drop'] }],
    },
  })
  const wrong = await sluice(['tasks', 'answer', `${task?.id}`, 'approve', '--by', 'Ada', ...at])
  expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('Keep') })
  const done = await sluice(['tasks', 'answer', `${task?.id}`, 'Keep', '--by', 'Ada', ...at])
  expect(done).toMatchObject({ status: 0, stdout: 'Answered. The record goes on.\n' })
  expect((await settled()).outcomes).toMatchObject({ created: 1 })
  expect((await sluice(['tasks', 'list', ...at])).stdout).toBe('No open questions.\n')
})

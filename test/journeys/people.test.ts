/** A record that waits for a person costs nothing, survives whatever happens in between, and finishes on the version it began. */
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Flow, type Json, type RunView, unaccounted } from '#engine'
import { answerTask, type Context, listTasks, openContext, remindPeople, startPracticeRun } from '#studio'
import { flowOf } from '../fixtures/drive-flow.ts'
import { freshFolder, practiceIn, studioIn, targetOf } from './practice.ts'

const PERSON = { question: 'Is {name} a customer?', person: 'Ada', backup: 'Bob', fields: ['name', 'city'] }
const ASK = { kind: 'approve', settings: PERSON }

const asking = (samples: Record<string, Json>[], ask: { kind: string; settings: Record<string, Json> } = ASK): Flow =>
  flowOf(
    {
      read: { kind: 'manual', settings: { fields: ['key', 'name', 'city'], samples } },
      ask,
      write: {
        kind: 'write',
        settings: {
          connection: 'crm',
          operation: 'upsert-company',
          matchField: 'site_key',
          key: { fields: ['key'], ignore: [] },
          fields: ['name', 'city'].map((name) => ({ to: name, from: name })),
        },
      },
      no: { kind: 'end', settings: {} },
    },
    ask.kind === 'choose'
      ? ['read>ask', 'ask.case-1>write', 'ask.case-2>no']
      : ['read>ask', 'ask>write', 'ask.rejected>no'],
    { connections: { crm: { name: 'CRM', connector: 'hubspot' } } },
  )

const site = (key: string, name = `Site ${key}`, city = 'Chicago') => ({ key, name, city })

async function run(context: Context, flow: Flow): Promise<RunView> {
  const known = context.store.flows.get(flow.id)
  const saved = context.store.flows.save(flow, known?.revision ?? 0, context.hash(flow), 1)
  return (await startPracticeRun(context, saved)).done
}

const open = (context: Context) => listTasks(context, 'flow', 0, 100).tasks

async function ended(context: Context, run: string): Promise<RunView> {
  await context.runner.running('flow')?.done
  const view = context.runner.view(run)
  if (!view) throw new Error('the run is gone')
  expect(unaccounted(view)).toBe(0)
  return view
}

test('approved it goes on, declined it does not; the first answer counts', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const view = await run(context, asking([site('a', 'Ann'), site('b', 'Ben')]))
  expect(view).toMatchObject({ state: 'waiting', outcomes: { waiting: 2 } })
  const [a, b] = open(context)
  expect(a).toMatchObject({
    question: 'Is Ann a customer?',
    asked: 'Ada',
    answers: ['approve', 'decline'],
    fields: { name: 'Ann', city: 'Chicago' },
    label: 'sample 1',
  })
  await expect(answerTask(context, a?.id ?? 0, { answer: 'perhaps', by: 'Ada' })).rejects.toMatchObject({
    code: 'task.other-answer',
  })
  expect(await answerTask(context, a?.id ?? 0, { answer: 'approve', by: 'Ada' })).toEqual({ goesOn: true })
  await expect(answerTask(context, a?.id ?? 0, { answer: 'decline', by: 'Eve' })).rejects.toMatchObject({
    code: 'task.answered',
    values: { person: 'Ada' },
  })
  await ended(context, view.run)
  await answerTask(context, b?.id ?? 0, { answer: 'decline', by: 'Bob' })
  expect(await ended(context, view.run)).toMatchObject({ state: 'finished', outcomes: { created: 1, waiting: 0 } })
  const { records } = context.store.records.records(1, { offset: 1, limit: 1 })
  expect(records[0]).toMatchObject({ reason: { code: 'person.declined', values: { person: 'Bob' } } })
  expect(Object.keys((await targetOf(practice)).companies)).toEqual(['a'])
})

test('a choice takes its exit; a correction takes the fields it was asked for, and no others', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const choose = { kind: 'choose', settings: { ...PERSON, choices: [{ name: 'Keep' }, { name: 'Drop' }] } }
  const chosen = await run(context, asking([site('a'), site('b')], choose))
  const [a, b] = open(context)
  expect(a?.answers).toEqual(['Keep', 'Drop'])
  await answerTask(context, a?.id ?? 0, { answer: 'Keep', by: 'Ada' })
  await ended(context, chosen.run)
  await answerTask(context, b?.id ?? 0, { answer: 'Drop', by: 'Ada' })
  expect(await ended(context, chosen.run)).toMatchObject({ state: 'finished', outcomes: { created: 1 } })

  const corrected = await run(
    context,
    asking([site('c')], { kind: 'correct', settings: { ...PERSON, fields: ['name'] } }),
  )
  const [c] = open(context)
  const given = { answer: 'correct', by: 'Ada' }
  await expect(answerTask(context, c?.id ?? 0, { ...given, data: { city: 'Berlin' } })).rejects.toMatchObject({
    code: 'task.other-field',
    values: { fields: ['city'], asked: ['name'] },
  })
  await answerTask(context, c?.id ?? 0, { ...given, data: { name: 'Corrected' } })
  expect(await ended(context, corrected.run)).toMatchObject({ state: 'finished', outcomes: { created: 1 } })
  expect((await targetOf(practice)).companies.c).toMatchObject({ name: 'Corrected', city: 'Chicago' })
})

test('answered after the studio was closed and opened again, and after the flow was changed: on the version it began', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const first = studioIn(folder)
  const { run: id } = await run(first, asking([site('a')]))
  await first.close()

  const context = studioIn(folder)
  const changed = asking([site('z')])
  const { ask: _ask, ...steps } = changed.steps
  const wires = [{ id: 'w1', from: { step: 'read', port: 'main' as const }, to: { step: 'write' } }]
  const other: Flow = { ...changed, steps, wires }
  context.store.flows.save(other, 1, context.hash(other), 2)
  const [task] = open(context)
  expect(await answerTask(context, task?.id ?? 0, { answer: 'approve', by: 'Ada' })).toEqual({ goesOn: true })
  expect(await ended(context, id)).toMatchObject({ state: 'finished', outcomes: { created: 1 }, resumed: 1 })
  expect((await targetOf(practice)).effects).toEqual({ a: 1 })
})

test('an answer that was given while the run could not go on is taken up later', async () => {
  const folder = freshFolder()
  await practiceIn(folder)
  const context = studioIn(folder)
  const { run: id } = await run(context, asking([site('a')]))
  const [task] = open(context)
  context.store.tasks.answer(task?.id ?? 0, { port: 'main' }, 'Ada', 1)
  await context.close()
  const again = studioIn(folder)
  expect(await remindPeople(again)).toEqual([])
  expect(await ended(again, id)).toMatchObject({ state: 'finished', outcomes: { created: 1 } })
})

test('after the process was killed while a thousand records wait, each is answered once', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const script = resolve(import.meta.dirname, '../fixtures/asking-child.ts')
  const child: ChildProcess = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = await new Promise<string>((done, refuse) => {
    child.stdout?.once('data', (text) => done(String(text)))
    child.once('exit', () => refuse(new Error('it ended before it waited')))
  })
  const { run: id, underWay } = JSON.parse(said) as { run: string; underWay: boolean }
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
  // Waiting is no work: the run is at rest, and nothing of it is in memory.
  expect(underWay).toBe(false)

  const context = openContext({ dataFolder: folder, host: 'terminal', patience: 1500 })
  onTestFinished(() => context.close())
  const { total, tasks } = listTasks(context, 'asking', 0, 1000)
  expect(total).toBe(1000)
  for (const { id: task } of tasks) await answerTask(context, task, { answer: 'approve', by: 'Ada' })
  while (context.runner.running('asking')) await context.runner.running('asking')?.done
  await remindPeople(context)
  await context.runner.running('asking')?.done
  const view = context.runner.view(id)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 1000, waiting: 0 } })
  const { effects } = await targetOf(practice)
  expect(Object.keys(effects)).toHaveLength(1000)
  expect(new Set(Object.values(effects))).toEqual(new Set([1]))
})

test('reminded once, then the backup is asked once, across restarts; when the time is over it goes on without an answer', async () => {
  const folder = freshFolder()
  await practiceIn(folder)
  const first = studioIn(folder)
  const DAY = 86_400_000
  const days = (amount: number) => ({ amount, unit: 'days' })
  const settings = {
    ...PERSON,
    ...{ reminds: true, remind: days(1), escalates: true, escalate: days(2), expires: true, expire: days(5) },
  }
  const { run: id } = await run(first, asking([site('a')], { kind: 'approve', settings }))
  const { since: began = 0, due = 0 } = open(first)[0] ?? {}
  expect(await remindPeople(first, began + DAY - 1)).toEqual([])
  expect(await remindPeople(first, began + DAY)).toMatchObject([{ nudge: 'remind', to: 'Ada' }])
  await first.close()
  const context = studioIn(folder)
  expect(await remindPeople(context, began + DAY + 1)).toEqual([])
  expect(await remindPeople(context, began + 2 * DAY)).toMatchObject([{ nudge: 'escalate', to: 'Bob', instead: 'Ada' }])
  expect(await remindPeople(context, began + 3 * DAY)).toEqual([])
  expect(open(context)).toMatchObject([{ asked: 'Bob', due }])
  expect(context.store.tasks.readyRuns(due)).toMatchObject([{ run: id }])
  expect(context.store.tasks.readyRuns(due - 1)).toEqual([])
})

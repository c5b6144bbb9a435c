/** A system nobody built in: imported from its description, answered, drawn with, practised on, and proved by a second run. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { type Flow, flowSchema } from '#engine'
import {
  Imports,
  launchState,
  listImports,
  openFlow,
  openStudio,
  proveTwice,
  removeImport,
  startPracticeRun,
} from '#studio'
import { CLUB_ANSWERS, CLUBS } from '../fixtures/clubs.ts'
import { openapiChecker } from '../fixtures/openapi-requests.ts'
import { checkAll, startRecorder } from '../fixtures/request-recorder.ts'
import { freshFolder, studioIn } from './practice.ts'

const samples = [
  { email: 'ana@club.example', name: 'Ana', age: '31', city: 'Chicago' },
  { email: 'ben@club.example', name: 'Ben', age: '', city: '' },
  { email: 'Zoë🦉@club.example', name: 'Zoë', age: '5', city: 'Köln' },
]

function flowWith(operation: string, matchField: string, fields: Record<string, string>): Flow {
  return flowSchema.parse({
    formatVersion: 1,
    id: 'members',
    name: 'Members',
    connections: { club: { name: 'Club', connector: 'api-clubs' } },
    steps: {
      read: { title: 'Read', kind: 'manual', settings: { fields: ['email', 'name', 'age', 'city'], samples } },
      write: {
        title: 'Save the member',
        kind: 'write',
        settings: {
          connection: 'club',
          operation,
          matchField,
          key: { fields: ['email'], ignore: [] },
          fields: Object.entries(fields).map(([to, from]) => ({ to, from })),
        },
      },
    },
    wires: [{ id: 'w', from: { step: 'read', port: 'main' }, to: { step: 'write' } }],
  })
}

const FIELDS = { name: 'name', age: 'age', 'address.city': 'city' }

test('imported with its answers, it writes each member once, and a second run changes nothing', async () => {
  const folder = freshFolder()
  const file = join(folder, 'clubs.json')
  writeFileSync(file, JSON.stringify(CLUBS))
  const context = studioIn(join(folder, 'data'))
  const imports = new Imports(context)
  const { draft, questions } = await imports.read({ file })
  expect(questions.length).toBeGreaterThan(5)
  const saved = await imports.save(draft, { answers: CLUB_ANSWERS })
  expect(saved).toMatchObject({ id: 'api-clubs', unsafe: 0, usedBy: [] })

  const flow = flowWith('save-member', 'email', FIELDS)
  context.store.flows.save(flow, 0, context.hash(flow), 1)
  const proof = await proveTwice(context, openFlow(context, 'members'))
  expect(proof).toMatchObject({
    first: { created: 3, held: 0, unaccounted: 0 },
    second: { created: 0, updated: 0, unchanged: 3, held: 0 },
  })
  const rows = launchState(context, openFlow(context, 'members')).rows
  expect(rows.find(({ id }) => id === 'match-keys')?.state).toBe('good')
  await expect(removeImport(context, 'api-clubs')).rejects.toMatchObject({ code: 'import.in-use' })

  // Everything that is sent is as the description says.
  const { systems } = await context.practice.addresses()
  const recorder = await startRecorder(systems['api-clubs']?.address ?? '')
  try {
    const key = `practice-slot members club`
    const own = { address: recorder.address, token: systems['api-clubs']?.token ?? '', connector: 'api-clubs' }
    context.store.notes.keepSetting(key, own)
    const again = await (await startPracticeRun(context, openFlow(context, 'members'), { anew: true })).done
    expect(again.outcomes).toMatchObject({ unchanged: 3, held: 0 })
    expect(checkAll(recorder.sent, openapiChecker(CLUBS, { basePath: '' }))).toEqual([])
  } finally {
    await recorder.close()
  }
})

test('it is there after a restart, with what it holds; what nobody answered cannot be launched', async () => {
  const folder = freshFolder()
  const context = studioIn(join(folder, 'data'))
  const imports = new Imports(context)
  const { draft } = await imports.read({ name: 'clubs.json', text: JSON.stringify(CLUBS) })
  await imports.save(draft, {})
  const flow = flowWith('create-member', 'email', FIELDS)
  context.store.flows.save(flow, 0, context.hash(flow), 1)
  const row = launchState(context, openFlow(context, 'members')).rows.find(({ id }) => id === 'match-keys')
  expect(row).toMatchObject({ state: 'missing', code: 'write.unsafe' })
  await context.close()

  const later = studioIn(join(folder, 'data'))
  expect(listImports(later)).toMatchObject([{ id: 'api-clubs', unsafe: 3, usedBy: [{ flow: 'members' }] }])
  const anew = new Imports(later)
  const { draft: second } = await anew.read({ imported: 'api-clubs' })
  const wrong = anew.save(second, { answers: { 'create-member.saef': 'find:email' } })
  await expect(wrong).rejects.toMatchObject({ code: 'import.answer-unknown' })
  await anew.save(second, { answers: CLUB_ANSWERS })
  expect(later.connectors['api-clubs']?.version).toBe(2)
  const run = await (await startPracticeRun(later, openFlow(later, 'members'))).done
  expect(run.outcomes).toMatchObject({ created: 3, held: 0 })
})

test('a dialog asks, answers, saves and removes over the protocol', async () => {
  const studio = await openStudio({ dataFolder: join(freshFolder(), 'data'), host: 'terminal' })
  onTestFinished(() => studio.close())
  const { app, imports } = createRouterClient(studio.router)
  const draft = await imports.read({ name: 'clubs.json', text: JSON.stringify(CLUBS) })
  expect(draft).toMatchObject({ id: 'api-clubs', kinds: [{ id: 'member' }, { id: 'visit' }], replaces: false })
  const only = { draft: draft.draft, kinds: ['member'] }
  const before = await imports.ask({ ...only, answers: {} })
  expect(before.questions.map(({ id }) => id)).not.toContain('create-member.settle')
  const answers = { 'create-member.safe': 'find:email' }
  const after = await imports.ask({ ...only, answers })
  // One answer leads to the next question, and to another operation.
  expect(after.questions.map(({ id }) => id)).toContain('create-member.settle')
  expect(after.operations.map(({ id, safe }) => [id, safe])).toEqual([
    ['create-member', true],
    ['save-member', true],
    ['change-member', false],
  ])
  expect(await imports.save({ ...only, answers })).toMatchObject({ id: 'api-clubs', operations: 3, unsafe: 1 })
  expect(Object.keys(await app.connectors())).toContain('api-clubs')
  expect(await imports.read({ imported: 'api-clubs' })).toMatchObject({ answers, replaces: true })
  await expect(imports.ask({ draft: 'none', answers: {} })).rejects.toMatchObject({
    data: { code: 'import.not-found' },
  })
  expect(await imports.remove({ id: 'api-clubs' })).toEqual({ removed: true })
  expect([await imports.list(), Object.keys(await app.connectors()).includes('api-clubs')]).toEqual([[], false])
})

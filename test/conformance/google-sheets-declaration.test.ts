/** The declaration of Google Sheets, through the interpreter, against the practice Sheets; its requests against Google's own types. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Account, type Connector, describeObject, lookUp, objectWith } from '#engine'
import { googleSheets } from '../../sandbox/google-sheets/index.ts'
import { batteryFor } from '../fixtures/declaration-battery.ts'
import { typeProblems } from '../fixtures/typed-by-client.ts'
import { openVendorRig, type VendorRig } from '../fixtures/vendor-rig.ts'

let rig: VendorRig
beforeAll(async () => {
  const plain = await openVendorRig(googleSheets)
  const { rows } = plain.connector.objects
  if (!rows) throw new Error('it has no rows')
  const described = { rows: await describeObject(plain.account(), rows, plain.signal) }
  const connector: Connector = { ...plain.connector, objects: { rows: objectWith(rows, described.rows) } }
  const account = (token?: string): Account => plain.account(token, connector)
  rig = {
    ...plain,
    account,
    send: (name, match, items, by = account()) => plain.send(name, match, items, by),
    look: async (name, match, items, by = account()) =>
      (await lookUp(by, plain.operation(name), match, items, plain.signal)).found,
  }
})
beforeEach(() => rig.faults({}))
afterAll(() => rig.close())

const body = { Customer: 'Ana & Söhne 🧾', Amount: 99.5, Paid: false, Note: '=SUM(A1)' }
const battery = () =>
  batteryFor(rig, {
    operation: 'upsert-row',
    match: 'key',
    body,
    change: { Amount: 100, Due: '2026-12-24' },
    kind: 'rows',
    effect: (key) => key,
  })

test('columns are those of the first row, each at its place', async () => {
  const { rows } = rig.connector.objects
  if (!rows) throw new Error('it has no rows')
  const fields = await describeObject(rig.account(), rows, rig.signal)
  expect(fields.map(({ name, path }) => [name, path])).toEqual([
    ['Order', 'cells.0'],
    ['Customer', 'cells.1'],
    ['Amount', 'cells.2'],
    ['Paid', 'cells.3'],
    ['Due', 'cells.4'],
    ['Note', 'cells.5'],
  ])
})

test('a row is added once below the others, as it was meant', async () => {
  await battery().createsOnce('S-1')
  const { objects } = await rig.show('rows')
  expect(objects.at(-1)?.body).toEqual({
    sheet: 'Orders',
    row: 6,
    cells: ['S-1', body.Customer, 99.5, false, null, '=SUM(A1)'],
  })
})

test('only the cells that are written change, and what was there comes back', async () => {
  await battery().deliver('S-2')
  await rig.send('upsert-row', 'key', [
    { key: 'S-2', body: { Amount: 1 }, there: (await battery().look('S-2')) ?? { id: '', fields: {} } },
  ])
  expect((await battery().look('S-2'))?.fields).toMatchObject({ ...body, Amount: 1 })
  await battery().changesAndTakesBack('S-3')
})

test('a row may hold nothing but its key', async () => {
  expect(await rig.send('upsert-row', 'key', [{ key: 'alone', body: {} }])).toMatchObject([{ kind: 'written' }])
  expect((await rig.look('upsert-row', 'key', [{ key: 'alone', body: {} }])).has('alone')).toBe(true)
})

test('a row that people typed is found by its first column', async () => {
  expect(await battery().look('R-1')).toMatchObject({ id: '2', fields: { Customer: 'Zoë O’Brien 🦉', Paid: true } })
  expect(await battery().look('R-3')).toBeUndefined()
})

test('many records are looked for with one call', async () => {
  const before = rig.sent.length
  const records = Array.from({ length: 40 }, (_, at) => ({ key: `R-${at}`, body }))
  expect((await rig.look('upsert-row', 'key', records)).size).toBe(2)
  expect(rig.sent.length).toBe(before + 1)
})

test('a lost answer, too many calls and refused sign-ins are told apart, and nothing is doubled', async () => {
  await battery().survivesLostAnswers('S-4')
  await rig.faults({ storm: { answers: 1 } })
  expect(await rig.send('upsert-row', 'key', [{ key: 'S-5', body }])).toMatchObject([
    { kind: 'unknown', counts: false, failure: { code: 'call.rate-limited' } },
  ])
  await rig.faults({})
  await battery().asksForSignIn('S-6', ['https://www.googleapis.com/auth/spreadsheets.readonly'])
})

test('what is wrong is named, and what is not there is not there', async () => {
  const bad = await rig.send('upsert-row', 'key', [{ key: 'bad', body: { Note: 'x'.repeat(50_001) } }])
  expect(bad).toMatchObject([{ kind: 'refused', failure: { category: 'validation' } }])
  const elsewhere = { ...rig.connector, operations: {} }
  const { look } = rig.operation('upsert-row')
  if (!look) throw new Error('it does not look')
  const path = look.request.path.replace('{account.spreadsheet}', 'other')
  const asked = rig.account(undefined, elsewhere).call({ ...look.request, path }, {}, rig.signal)
  await expect(asked).rejects.toMatchObject({ failure: { category: 'permanent' } })
})

test('every request is one that Google’s own client could send', () => {
  const imports = "import type { sheets_v4 } from '@googleapis/sheets'"
  const types: Readonly<Record<string, string>> = {
    GET: 'sheets_v4.Params$Resource$Spreadsheets$Values$Get',
    PUT: 'sheets_v4.Params$Resource$Spreadsheets$Values$Update',
    POST: 'sheets_v4.Params$Resource$Spreadsheets$Values$Append',
  }
  const claims = rig.sent
    .filter(({ path }) => path.includes('/values/') && !path.endsWith(':clear'))
    .map(({ method, query, body: sent }) => {
      const requestBody = sent === undefined ? {} : { requestBody: JSON.parse(sent) as unknown }
      return { type: types[method] ?? 'never', value: { ...Object.fromEntries(query), ...requestBody } }
    })
  const distinct = [...new Map(claims.map((claim) => [`${claim.type} ${Object.keys(claim.value)}`, claim])).values()]
  expect(distinct.length).toBeGreaterThanOrEqual(3)
  expect(typeProblems(imports, distinct)).toEqual([])
  const planted = { type: types.PUT ?? '', value: { valueInputOptions: 'RAW', requestBody: { value: [] } } }
  expect(typeProblems(imports, [planted])).not.toEqual([])
})

/** Each bad input that can be thought of, in one file among good ones: a named reason on that record, and the others go on. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Flow } from '#engine'
import { emptyFolder, type RunDocument, sluice, sluiceJson } from './cli-process.ts'

const FORMULA = `f = 'endless' ? ($g := function($n){ $g($n + 1) }; $g(0))
  : f = 'room' ? [1..1000000000] : f = 'million' ? [1..1000000] : f = 'infinite' ? 1e308 * 10 : items`

const retry = { tries: 1, firstWait: { amount: 0.5, unit: 'seconds' }, mostWait: { amount: 1, unit: 'seconds' } }
const FLOW = {
  formatVersion: 1,
  id: 'bad-input',
  name: 'Bad input',
  steps: {
    read: { kind: 'read-file', title: 'Read the list', settings: { file: null, sheet: '' } },
    formula: {
      kind: 'formula',
      title: 'Work it out',
      settings: { formula: FORMULA, answer: 'field', into: 'items' },
    },
    clean: {
      kind: 'clean',
      title: 'Clean it',
      settings: {
        rules: [
          { field: 'day', rules: ['date'] },
          { field: 'amount', rules: ['number'] },
        ],
        unreadable: 'reject',
        country: 'US',
        dayMonth: 'ask',
        pivot: 49,
        serialDates: true,
      },
    },
    split: {
      kind: 'split',
      title: 'Each item',
      settings: {
        field: 'items',
        as: 'field',
        into: 'item',
        carry: 'others',
        carried: [],
        position: 'line',
        most: 500,
      },
    },
    write: {
      kind: 'write',
      title: 'Write it',
      settings: {
        connection: 'crm',
        operation: 'upsert-company',
        matchField: 'site_key',
        key: { fields: ['name', 'line'], ignore: [] },
        fields: [{ to: 'name', from: 'name' }],
        retry,
      },
    },
  },
  wires: [
    { id: 'a', from: { step: 'read', port: 'main' }, to: { step: 'formula' } },
    { id: 'b', from: { step: 'formula', port: 'main' }, to: { step: 'clean' } },
    { id: 'c', from: { step: 'clean', port: 'main' }, to: { step: 'split' } },
    { id: 'd', from: { step: 'split', port: 'main' }, to: { step: 'write' } },
  ],
  connections: { crm: { name: 'CRM', connector: 'hubspot' } },
} as unknown as Flow

const line = (name: string, more: object = {}) => JSON.stringify({ name, items: ['a'], ...more })
const many = (n: number) => Array.from({ length: n }, () => 1)

/** What is wrong with the line, the line, and the reason why it is held. */
const BAD: [string, string, string][] = [
  ['a formula without an end', line('1', { f: 'endless' }), 'formula.too-slow'],
  ['a formula that wants all memory', line('2', { f: 'room' }), 'formula.too-big'],
  ['a formula that makes a million items', line('3', { f: 'million' }), 'formula.too-big'],
  ['a formula that gives a number without end', line('4', { f: 'infinite' }), 'formula.not-data'],
  ['20 MB', line('5', { text: 'x'.repeat(20_000_000) }), 'file.row-too-large'],
  ['a million items', JSON.stringify({ name: '6', items: many(1_000_000) }), 'file.row-too-large'],
  ['more items than the step takes', JSON.stringify({ name: '7', items: many(501) }), 'record.list-too-long'],
  ['a list 100,000 deep', `{"name":"8","items":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 'file.line-unreadable'],
  ['groups 5,000 deep', `{"name":"9","d":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`, 'file.line-unreadable'],
  ['NaN', '{"name":"10","amount":NaN}', 'file.line-unreadable'],
  ['1e999', '{"name":"11","amount":1e999}', 'file.line-unreadable'],
  ['-1e999 as text', line('12', { amount: '-1e999' }), 'record.cannot-clean'],
  ['half a character', '{"name":"13\\ud800"}', 'file.line-unreadable'],
  ['half a character in the name of a field', '{"name":"14","k\\udc00":1}', 'file.line-unreadable'],
  ['the year 0', line('15', { day: '0000-01-01' }), 'record.cannot-clean'],
  ['the year 99999', line('16', { day: '99999-12-31' }), 'record.cannot-clean'],
  ['the year +099999', line('17', { day: '+099999-12-31' }), 'record.cannot-clean'],
  ['a year before all', line('18', { day: '-0001-01-01' }), 'record.cannot-clean'],
  ['a day number of no calendar', line('19', { day: 99_999_999_999 }), 'record.cannot-clean'],
  ['a day that is not', line('20', { day: '2024-02-30' }), 'record.cannot-clean'],
  ['no record but a list', '[]', 'file.line-unreadable'],
  ['nothing', 'null', 'file.line-unreadable'],
  ['half a line', '{', 'file.line-unreadable'],
]
const GOOD = ['first', 'between', 'last'].map((name) => line(name))
/** Names that a careless program would take for its own: the record is as good as any. */
const ODD = [
  '{"name":"odd","__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}},"toString":"x","items":["a"]}',
  '{"name":"steers \\u001b[2J the screen","items":["a"],"f":"\\u202e"}',
]

interface Held {
  total: number
  held: { id: number; label: string; stepTitle: string; reason: { code: string; what: string } }[]
}

test('bad lines are held one by one with their reasons, in a process that may use 256 MB, and none is a dead end', async () => {
  const folder = emptyFolder()
  const flow = join(folder, 'bad.flow.json')
  const input = join(folder, 'bad.jsonl')
  writeFileSync(flow, JSON.stringify(FLOW))
  const [first = '', between = '', last = ''] = GOOD
  const bad = BAD.map(([, text]) => text)
  writeFileSync(input, [first, ...bad.slice(0, 5), between, ...bad.slice(5), ...ODD, last, ''].join('\n'))
  const data = ['--data', join(folder, 'data')]

  const small = { NODE_OPTIONS: '--max-old-space-size=256' }
  const run = await sluiceJson<RunDocument>(['run', flow, '--input', input, ...data], small)
  expect(run).toMatchObject({ status: 0, stderr: '', document: { state: 'finished', unaccounted: 0 } })
  const good = GOOD.length + ODD.length
  expect(run.document.in).toBe(BAD.length + good)
  expect(run.document.outcomes).toMatchObject({ created: good, held: BAD.length, waiting: 0 })

  const listed = (named: string) => sluiceJson<Held>(['hold', 'list', named, ...data])
  const { held } = (await listed(flow)).document
  const codes = BAD.map(([what], at) => {
    const one = held.find(({ label }) => label === `row ${at < 5 ? at + 2 : at + 3}`)
    return [what, one?.reason.code]
  })
  expect(codes).toEqual(BAD.map(([what, , code]) => [what, code]))

  const slow = held.find(({ reason }) => reason.code === 'formula.too-slow')
  expect(slow?.stepTitle).toBe('Work it out')
  const id = String(slow?.id)
  expect(await sluice(['hold', 'edit', id, '--set', 'f=mended', ...data])).toMatchObject({ status: 0 })
  expect((await sluice(['hold', 'replay', id, '--preview', ...data])).stdout).toContain('create')
  expect(await sluice(['hold', 'replay', id, ...data])).toMatchObject({ status: 0, stderr: '' })
  expect((await listed('bad-input')).document.total).toBe(BAD.length - 1)
})

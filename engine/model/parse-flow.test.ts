import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyFlow } from '../../test/arbitrary/flow.ts'
import { sentenceOf } from './codes.ts'
import { FORMAT_VERSION } from './flow.ts'
import { parseFlow, parseFlowValue } from './parse-flow.ts'
import { MIGRATIONS, type Migration, migrate } from './parse-flow-migrations.ts'

const problemsOf = (text: string) => {
  const parsed = parseFlow(text, 'my.flow.json')
  return 'problems' in parsed ? parsed.problems : []
}
const wordsOf = (text: string) => problemsOf(text).map(({ code, values }) => `${code}: ${sentenceOf(code, values)}`)
const flow = (parts: object) =>
  JSON.stringify({ formatVersion: 1, id: 'a', name: 'A', steps: {}, wires: [], ...parts }, null, 1)

test('a flow is read as it was written', () => {
  fc.assert(
    fc.property(anyFlow, (one) => {
      const parsed = parseFlow(JSON.stringify(one), 'x')
      // A setting named like this is dropped on reading, so that it can do no harm.
      const plain = JSON.parse(JSON.stringify(one, (key, value) => (key === '__proto__' ? undefined : value)))
      expect(parsed).toEqual({ flow: plain })
    }),
  )
})

test('any text gives a flow or problems, never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      parseFlow(text, 'x')
    }),
  )
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(problemsOf(text)).not.toEqual([])
    }),
  )
})

test('the place where a text stops being JSON agrees with what the host refuses', () => {
  const mangled = fc
    .tuple(fc.json(), fc.nat(40), fc.constantFrom('', '"', ',', '}', ']', 'x', '\\', ':'))
    .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1))
  fc.assert(
    fc.property(mangled, (text) => {
      let fine = true
      try {
        JSON.parse(text)
      } catch {
        fine = false
      }
      expect(problemsOf(text).some(({ code }) => code === 'flow.not-json')).toBe(!fine)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['', 'flow.not-json: The flow file "my.flow.json" cannot be read: it is empty.'],
  [
    '{\n "a": 1,\n "b": }',
    'flow.not-json: The flow file "my.flow.json" cannot be read: line 3, column 7: a value is missing.',
  ],
  ['{"a": 1', 'cannot be read: line 1, column 8: it ends too early.'],
  ['{"a": "1}', 'line 1, column 7: a text is not closed or not written well.'],
  ['[]', 'flow.not-a-flow: The file "my.flow.json" is no Sluice flow.'],
  [flow({ formatVersion: undefined }), 'formatVersion: it must be a whole number'],
  [
    flow({ formatVersion: 7 }),
    'flow.newer-format: The flow was made with a newer Sluice (format 7; this one reads up to 1).',
  ],
  [flow({ steps: { read: { kind: 'read-file' } } }), 'title of step "read": it is missing'],
  [flow({ steps: { read: { kind: 'read-file', title: 5 } } }), 'title of step "read": it must be text, not a number'],
  [
    flow({ steps: { 'A b': { kind: 'end', title: '' } } }),
    'step "A b": its name cannot be used: it may only hold small letters',
  ],
  [
    flow({ wires: [{ id: 'w', from: { step: 'a', port: 'side' }, to: { step: 'b' } }] }),
    'from, port of wire 1: it must be one of "main"',
  ],
  [flow({ name: 'x'.repeat(201) }), 'name: it must have at most 200 characters'],
  [`${'['.repeat(100_000)}`, 'it is nested more than 200 levels deep'],
])('a file that is no flow is refused in plain words (%#)', (text, words) => {
  expect(wordsOf(text).join('\n')).toContain(words)
})

test('a byte order mark is no fault, and names that every object has are only names', () => {
  const end = { kind: 'end', title: '' }
  const parsed = parseFlow(`\uFEFF${flow({ steps: { constructor: end, tostring: end } })}`, 'x')
  expect('flow' in parsed && Object.keys(parsed.flow.steps)).toEqual(['constructor', 'tostring'])
  const polluted = parseFlow(
    '{"formatVersion":1,"id":"a","name":"A","steps":{"__proto__":{"kind":"end","title":""}},"wires":[]}',
    'x',
  )
  expect('flow' in polluted && Object.getPrototypeOf(polluted.flow.steps)).not.toHaveProperty('kind')
  expect({}).not.toHaveProperty('kind')
})

// Formats and their migrations.

const folder = new URL('../../test/fixtures/flows/', import.meta.url)
const fixtures = readdirSync(folder).filter((name) => /^format-\d+\.flow\.json$/.test(name))

test('an old file of every format is kept, and each passes the whole chain', () => {
  const formats = Array.from({ length: FORMAT_VERSION }, (_, index) => `format-${index + 1}.flow.json`)
  expect(fixtures.toSorted()).toEqual(formats.toSorted())
  const used = new Set<number>()
  const watched = MIGRATIONS.map((migration): Migration => {
    const up: Migration['up'] = (one) => {
      used.add(migration.from)
      return migration.up(one)
    }
    return { ...migration, up }
  })
  for (const name of fixtures) {
    const parsed = parseFlowValue(JSON.parse(readFileSync(new URL(name, folder), 'utf8')), watched)
    expect('problems' in parsed ? parsed.problems : []).toEqual([])
  }
  expect([...used].toSorted()).toEqual(MIGRATIONS.map(({ from }) => from))
  expect(MIGRATIONS.map(({ from }) => from)).toEqual(
    Array.from({ length: FORMAT_VERSION - 1 }, (_, index) => index + 1),
  )
})

test('the chain raises a flow format by format, and says when a link is missing', () => {
  const chain: Migration[] = [
    { from: 1, up: ({ title = '', ...rest }) => ({ ...rest, name: title }) },
    { from: 2, up: (one) => ({ ...one, name: `${String(one.name)}!` }) },
  ]
  expect(migrate({ formatVersion: 1, title: 'Hello' }, chain, 3)).toEqual({
    value: { formatVersion: 3, name: 'Hello!' },
  })
  expect(migrate({ formatVersion: 2, name: 'Hello' }, chain, 3)).toEqual({
    value: { formatVersion: 3, name: 'Hello!' },
  })
  expect(migrate({ formatVersion: 1 }, chain.slice(1), 3)).toMatchObject({ code: 'flow.shape' })
  expect(migrate({ formatVersion: 4 }, chain, 3)).toEqual({ code: 'flow.newer-format', values: { found: 4, known: 3 } })
})

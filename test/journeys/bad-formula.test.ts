/** A formula that never ends, or wants all memory, takes down neither the process nor the records beside it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Data, FormulaAnswer } from '#engine'

const root = join(import.meta.dirname, '../..')
const CHILD = join(root, 'test/fixtures/formula-child.ts')
const run = promisify(execFile)

interface Said {
  answers: FormulaAnswer[]
  /** How often the main loop came round meanwhile. */
  turns: number
}

const BAD: [string, string, Data?][] = [
  ['calls itself for ever', '($f := function(){$f()}; $f())'],
  ['calls itself deeper and deeper', '($f := function($n){ 1 + $f($n + 1) }; $f(0))'],
  ['counts without an end', '($f := function($n){ $f($n + 1) }; $f(0))'],
  ['asks for a thousand million numbers', '[1..1000000000]'],
  ['doubles a list', '($f := function($a){ $f($append($a, $a)) }; $f([1,2,3]))'],
  ['keeps list upon list', '($f := function($l){ $f($append($l, [[1..50000]])) }; $f([]))'],
  ['doubles a text', '($f := function($a){ $f($a & $a) }; $f("abc"))'],
  ['doubles a text by replacing', '($f := function($s){ $f($replace($s, "a", "aa")) }; $f("aaaa"))'],
  ['pads a text without measure', '$pad("x", 1000000000)'],
  ['tries every way of a pattern', '$match(a, /^(a+)+$/)', { a: `${'a'.repeat(60)}!` }],
  ['fails beside an endless part', '[$error("x"), ($f := function(){$f()}; $f())]'],
  ['divides by nothing', '1/0'],
  ['gives a function', 'function($x){$x}'],
  ['cannot be read', 'a + ('],
  ['builds a formula of its own', '$eval("1")'],
]
const job = (formula: string, data: Data = {}) => ({ formula, data, now: 0, seed: 's' })

async function said(args: string[]): Promise<Said> {
  const { stdout } = await run(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 })
  return JSON.parse(stdout) as Said
}

const folder = mkdtempSync(join(tmpdir(), 'sluice-formula-'))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** The child and its worker, each as one file, as they are in the product. */
async function bundled(): Promise<string> {
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  const inputs = { 'formula-child': CHILD, 'formula-worker': join(root, 'adapters/formula/formula-worker.ts') }
  for (const [name, input] of Object.entries(inputs)) {
    const bundle = await rolldown({ input: { [name]: input }, platform: 'node', tsconfig: join(root, 'tsconfig.json') })
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].js', codeSplitting: false })
    await bundle.close()
  }
  return join(folder, 'formula-child.js')
}

describe('all bad formulas among good ones, in a process of their own', () => {
  let answers: FormulaAnswer[] = []
  let turns = 0

  beforeAll(async () => {
    const jobs = BAD.flatMap(([, formula, data]) => [job(formula, data), job('{"ok": a}', { a: 'good' })])
    ;({ answers, turns } = await said([CHILD, JSON.stringify(jobs)]))
  })

  test.each(BAD.map(([words], at) => [words, at] as const))('one that %s has a reason', (_, at) => {
    expect(answers[2 * at]).toMatchObject({
      reason: { code: expect.stringMatching(/^formula\./), category: 'permanent' },
    })
  })

  test('every good one is answered, and the main loop went on', () => {
    expect(answers).toHaveLength(2 * BAD.length)
    const good = answers.filter((_, at) => at % 2 === 1)
    expect(good).toEqual(BAD.map(() => ({ value: { ok: 'good' } })))
    expect(turns).toBeGreaterThan(10)
  })
})

test('the same in the form in which the product is delivered', async () => {
  const child = await bundled()
  const jobs = [job('($f := function(){$f()}; $f())'), job('$now()'), job('[1..1000000000]')]
  const { answers } = await said([child, JSON.stringify(jobs)])
  expect(answers).toMatchObject([
    { reason: { code: 'formula.too-slow' } },
    { value: '1970-01-01T00:00:00.000Z' },
    { reason: { code: 'formula.too-big' } },
  ])
})

import { afterAll, describe, expect, test } from 'vitest'
import type { Data, FormulaAnswer, FormulaJob, Json } from '#engine'
import { createFormulas } from './index.ts'

const formulas = createFormulas()
afterAll(() => formulas.close())

const job = (formula: string, data: Data = {}): FormulaJob => ({ formula, data, now: 1_000_000_000_000, seed: 'a' })
const said = (answer: FormulaAnswer | undefined) => (answer && 'value' in answer ? answer.value : answer?.reason.code)
const one = async (formula: string, data: Data = {}) => (await formulas.evaluate([job(formula, data)]))[0]

/** Answers of a formula between two harmless ones. */
const amongOthers = async (formula: string, data: Data = {}) =>
  (await formulas.evaluate([job('a', { a: 1 }), job(formula, data), job('a', { a: 3 })], { time: 500 })).map(said)

describe('what a formula may do', () => {
  test('answers come in the order of the jobs, however many', async () => {
    const jobs = Array.from({ length: 1203 }, (_, n) => job('{"n": n, "twice": n * 2}', { n }))
    const answers = await formulas.evaluate(jobs)
    expect(answers).toEqual(jobs.map((_, n) => ({ value: { n, twice: n * 2 } })))
  })

  test('nothing is null, and no jobs are no answers', async () => {
    expect(await one('missing')).toEqual({ value: null })
    expect(await formulas.evaluate([])).toEqual([])
  })

  test('time and chance belong to the record', async () => {
    expect(await one('$now()')).toEqual({ value: '2001-09-09T01:46:40.000Z' })
    expect(await one('$millis()')).toEqual({ value: 1_000_000_000_000 })
    const [first, again] = await formulas.evaluate([job('[$random(), $random()]'), job('[$random(), $random()]')])
    expect(first).toEqual(again)
    const [other] = await formulas.evaluate([{ ...job('[$random(), $random()]'), seed: 'b' }])
    expect(other).not.toEqual(first)
    const [one1, one2] = said(first) as number[]
    expect(one1).not.toBe(one2)
  })

  test('fields named as what only objects have are fields', async () => {
    const data: Data = JSON.parse('{"__proto__": {"x": 1}, "constructor": "c"}')
    expect(await one('`__proto__`.x', data)).toEqual({ value: 1 })
    expect(await one('constructor', data)).toEqual({ value: 'c' })
    expect(await one('constructor')).toEqual({ value: null })
    const made = (await one('{"__proto__": 1}')) as { value: Json }
    expect(Object.entries(made.value as Data)).toEqual([['__proto__', 1]])
  })

  test('half characters pass', async () => {
    expect(await one('a & "x"', { a: '\ud800' })).toEqual({ value: '\ud800x' })
  })
})

describe('what it may not', () => {
  test.each([
    ['a formula that calls itself for ever', '($f := function(){$f()}; $f())'],
    ['a pattern that tries every way', '$match(a, /^(a+)+$/)'],
    ['a failure beside an endless part', '[$error("x"), ($f := function(){$f()}; $f())]'],
  ])('%s is too slow, and the others are answered', async (_, formula) => {
    expect(await amongOthers(formula, { a: `${'a'.repeat(40)}!` })).toEqual([1, 'formula.too-slow', 3])
  })

  test.each([
    ['a list that doubles', '($f := function($a){ $f($append($a, $a)) }; $f([1,2,3]))'],
    ['a text that doubles', '($f := function($a){ $f($a & $a) }; $f("abc"))'],
    ['a list of a thousand million', '[1..1000000000]'],
    ['many lists', '[1..9000000].{"a": $, "b": [$, $]}'],
    ['a result beyond the limit', '$pad("x", 6000000)'],
    ['one part many times over', '($d := function($x, $n){ $n = 0 ? $x : $d([[$x], [$x]], $n - 1) }; $d(1, 60))'],
    ['recursion without an end', '($f := function($n){ 1 + $f($n + 1) }; $f(0))'],
    ['a great many texts', '$join([1..9000000].("a text of some length that is repeated " & $))'],
  ])('%s is stopped, and the others are answered', async (_, formula) => {
    const [before, stopped, after] = await amongOthers(formula)
    expect([before, after]).toEqual([1, 3])
    expect(stopped).toMatch(/^formula\.too-(big|slow)$/)
  })

  test.each(['1/0', '$power(10, 308) * 10', '[1, -1/0]'])('%s has no end', async (formula) => {
    expect(said(await one(formula))).toMatch(/^formula\.(not-data|failed)$/)
  })

  test.each(['function($x){$x}', '$sum', '{"a": $uppercase}', '[$map]'])('%s is no data', async (formula) => {
    expect(said(await one(formula))).toBe('formula.not-data')
  })

  test('mistakes say what and where', async () => {
    expect(await one('a + "x"', { a: 1 })).toEqual({
      reason: {
        code: 'formula.failed',
        category: 'permanent',
        values: { message: expect.stringContaining('must evaluate to a number'), position: 3 },
      },
    })
    expect(said(await one('a ('))).toBe('formula.failed')
    expect(said(await one('$eval("1")'))).toBe('formula.failed')
    expect(said(await one('($e := $eval; $e("1"))'))).toBe('formula.failed')
  })

  test('data nested ten thousand levels deep fails alone or is answered', async () => {
    const deep: Data = JSON.parse(`{"a":${'['.repeat(10_000)}1${']'.repeat(10_000)},"b":2}`)
    const answers = (
      await formulas.evaluate([job('b', { b: 1 }), job('b', deep), job('a', deep), job('b', { b: 3 })])
    ).map(said)
    expect([answers[0], answers[3]]).toEqual([1, 3])
    expect([2, 'formula.too-big']).toContain(answers[1])
  })

  test('a record of 20 MB fails alone', async () => {
    const text = 'x'.repeat(20_000_000)
    const answers = await formulas.evaluate([job('$length(a)', { a: 'x' }), job('b', { a: text, b: 2 }), job('1')])
    expect(answers.map(said)).toEqual([1, 'formula.too-big', 1])
  })

  test('after close there is an error, not silence', async () => {
    const closed = createFormulas()
    const under = closed.evaluate([job('($f := function(){$f()}; $f())')], { time: 60_000 })
    const end = expect(under).rejects.toThrow('formulas')
    await closed.evaluate([]).then(() => closed.close())
    await end
    await expect(closed.evaluate([job('1')])).rejects.toThrow('closed')
  })
})

import { expect, test } from 'vitest'
import { bodyOf, parseForm, recordOf } from './form.ts'
import { cursorFor, placeOf, sliceAfter, slicePage, wholeNumber } from './paging.ts'

const call = (body: string, type?: string) => ({
  ...{ method: 'POST', path: '/', query: new URLSearchParams(), body },
  headers: type === undefined ? {} : { 'content-type': type },
})

test('reads what lies deeper, lists by position and by order, and odd texts', () => {
  const text = 'name=Zo%C3%AB+O&metadata[key]=v&items[0][price]=p&items[1][price]=q&expand[]=a&expand[]=b&blank='
  expect(parseForm(text)).toEqual({
    name: 'Zoë O',
    metadata: { key: 'v' },
    items: [{ price: 'p' }, { price: 'q' }],
    expand: ['a', 'b'],
    blank: '',
  })
  expect(parseForm('a[5]=x&[b]=y&c[d=z')).toEqual({ a: { 5: 'x' }, '[b]': 'y', 'c[d': 'z' })
})

test('touches nothing but what it reads', () => {
  parseForm('__proto__[polluted]=yes&constructor[prototype][polluted]=yes')
  expect({}).not.toHaveProperty('polluted')
})

test('a body is read as its content type says', () => {
  expect(bodyOf(call('a[b]=1', 'application/x-www-form-urlencoded; charset=utf-8'))).toEqual({ a: { b: '1' } })
  expect(bodyOf(call('[1]', 'application/json'))).toEqual([1])
  expect(() => recordOf(call('[1]'))).toThrow(SyntaxError)
  expect(() => recordOf(call('{'))).toThrow(SyntaxError)
})

test('numbers of a query are held between their bounds', () => {
  const query = new URLSearchParams('limit=500&page=-1&odd=1e3')
  expect(wholeNumber(query, 'limit', 10, 1, 100)).toBe(100)
  expect(wholeNumber(query, 'page', 1, 1, 100)).toBe(1)
  expect(wholeNumber(query, 'odd', 7, 1, 100)).toBe(7)
  expect(wholeNumber(query, 'absent', 7, 1, 100)).toBe(7)
})

test('pages are cut by number and by the id before them', () => {
  const all = ['a', 'b', 'c'].map((id) => ({ id }))
  expect(slicePage(all, 2, 2)).toEqual({ items: [{ id: 'c' }], total: 3, more: false })
  expect(sliceAfter(all, 'a', 1)).toEqual({ items: [{ id: 'b' }], total: 3, more: true })
  expect(sliceAfter(all, 'x', 1)).toEqual({ items: [], total: 3, more: false })
  expect(placeOf(cursorFor('contact 7'))).toBe('contact 7')
  expect(placeOf('nonsense')).toBeUndefined()
})

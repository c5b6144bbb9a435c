import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { CATALOGUES, LOCALE, showMoment, t } from './index.ts'

test('no key stands in two catalogues', () => {
  const keys = CATALOGUES.flatMap((catalogue) => Object.keys(catalogue))
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})

test('every text can be read', () => {
  for (const catalogue of CATALOGUES)
    for (const [key, text] of Object.entries(catalogue))
      expect(() => new IntlMessageFormat(text, LOCALE), key).not.toThrow()
})

test('values and plurals are filled in, marks are left out of plain text', () => {
  expect(t('home.blocking', { count: 1 })).toBe('Draft: 1 to-do left')
  expect(t('sum.created', { count: 2130 })).toBe('2,130 created')
})

test('a moment of today is a time, an earlier one a day', () => {
  const now = new Date(2026, 5, 12, 12).getTime()
  expect(showMoment(new Date(2026, 5, 12, 9, 5).getTime(), now)).toBe('09:05')
  expect(showMoment(new Date(2026, 5, 11, 9, 5).getTime(), now)).toBe('Jun 11')
})

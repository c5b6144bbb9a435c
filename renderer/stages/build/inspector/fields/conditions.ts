/** Conditions as the forms edit them. */
import { COMPARISONS, type Comparison, type Conditions, type Json } from '#engine'
import { textOf } from '../form.ts'
import { groupsOf } from './rows.ts'

export type Condition = Conditions['list'][number]

export const NEW_CONDITION: Condition = { field: '', is: 'is', value: '' }

/** Those comparisons look at the field alone. */
export const takesValue = (is: Comparison): boolean => is !== 'blank' && is !== 'filled'

export function conditionsOf(value: Json | undefined): Conditions {
  const group = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const list = groupsOf(group.list).map(
    (one): Condition => ({
      field: textOf(one.field),
      is: COMPARISONS.find((each) => each === one.is) ?? 'is',
      value: textOf(one.value),
    }),
  )
  return { all: group.all !== false, list }
}

/** As plain values, to be kept in settings. */
export const conditionsJson = ({ all, list }: Conditions): Json => ({
  all,
  list: list.map(({ field, is, value }) => ({ field, is, value: takesValue(is) ? value : '' })),
})

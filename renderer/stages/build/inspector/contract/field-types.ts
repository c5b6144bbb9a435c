import type { ContractField } from '#engine'
import { t } from '../../../../text/index.ts'

export const typeName = (type: ContractField['type']): string => t(`contract.type-${type}`)

/** In the order in which people look for them. */
const TYPES: readonly ContractField['type'][] = [
  ...(['text', 'number', 'yes-no', 'date', 'date-time', 'email', 'phone', 'zip'] as const),
  ...(['money', 'currency', 'country', 'list', 'group'] as const),
]

export const TYPE_CHOICES = TYPES.map((value) => ({ value, label: typeName(value) }))

import type { ContractField } from '#engine'
import { t } from '../../../../text/index.ts'

export const typeName = (type: ContractField['type']): string => t(`contract.type-${type}`)

const TYPES: readonly ContractField['type'][] = ['text', 'number', 'yes-no', 'date', 'email', 'phone', 'zip']

export const TYPE_CHOICES = TYPES.map((value) => ({ value, label: typeName(value) }))

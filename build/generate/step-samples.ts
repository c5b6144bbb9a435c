/** One small record for steps whose effect is seen best on one: settings, and what arrives. What leaves is worked out by the step itself. */
import type { Data, Json } from '#engine'

export interface StepSample {
  settings: Record<string, Json>
  before: Data[]
}

const hand = (...before: Data[]) => ({ before })

export const STEP_SAMPLES: Readonly<Record<string, StepSample>> = {
  map: {
    ...hand({ name: 'Silva, Ana', city: 'Porto' }),
    settings: {
      lines: [
        { to: 'firstname', from: ['name'], how: 'first-name', value: '' },
        { to: 'source', from: [], how: 'fixed', value: 'Fair' },
      ],
      keep: 'others',
    },
  },
  clean: {
    ...hand({ name: '  Ana  Silva ', phone: '(312) 555-0100', since: 'Mar 14, 2021', sales: '$1,250.00' }),
    settings: {
      rules: [
        { field: 'name', rules: ['trim', 'collapse-spaces'] },
        { field: 'phone', rules: ['phone'] },
        { field: 'since', rules: ['date'] },
        { field: 'sales', rules: ['money'] },
      ],
    },
  },
  pick: {
    ...hand({ first: 'Ana', last: 'Silva', fax: '555-0101', city: 'Porto' }),
    settings: {
      keep: 'these',
      fields: ['first', 'last', 'city'],
      lines: [{ to: 'name', from: ['first', 'last'], how: 'join', value: ' ' }],
    },
  },
  split: {
    ...hand({
      order: 7,
      lines: [
        { sku: 'A', quantity: 2 },
        { sku: 'B', quantity: 1 },
      ],
    }),
    settings: { field: 'lines', position: 'line' },
  },
  group: {
    ...hand({ region: 'North', amount: 10 }, { region: 'North', amount: 5 }),
    settings: { fields: ['region'], into: '', count: 'count', sums: ['amount'] },
  },
  formula: {
    ...hand({ price: 12.5, quantity: 4 }),
    settings: { formula: 'price * quantity', answer: 'field', into: 'total' },
  },
  join: {
    ...hand({ name: 'Ana', phone: '' }, { name: 'Ana', phone: '+13125550100' }),
    settings: { by: 'origin', same: 'first' },
  },
}

// The fields of tickets, as GET /api/v2/ticket_fields lists them: those of every account, and three of this one's own.

/** What `custom_field_options` holds. */
interface Option {
  readonly id: number
  readonly name: string
  readonly raw_name: string
  readonly value: string
}

export interface TicketField {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly options?: readonly Option[]
  /** False for those of every account. */
  readonly own: boolean
  /** Blank is refused. */
  readonly required?: boolean
}

const usual = (id: number, type: string, title: string): TicketField => ({ id, type, title, own: false })

/** Numbers of fields that the account made for itself. */
export const ownFields = { orderNumber: 7_001, plan: 7_002, dueOn: 7_003 } as const

const option = (id: number, value: string, name: string): Option => ({ id, name, raw_name: name, value })

export const ticketFields: readonly TicketField[] = [
  usual(101, 'subject', 'Subject'),
  usual(102, 'description', 'Description'),
  usual(103, 'status', 'Status'),
  usual(104, 'tickettype', 'Type'),
  usual(105, 'priority', 'Priority'),
  usual(106, 'group', 'Group'),
  usual(107, 'assignee', 'Assignee'),
  { id: ownFields.orderNumber, type: 'text', title: 'Order number', own: true },
  {
    id: ownFields.plan,
    type: 'tagger',
    title: 'Plan',
    own: true,
    options: [option(1, 'plan_free', 'Free'), option(2, 'plan_team', 'Team'), option(3, 'plan_firm', 'Firm 🏢')],
  },
  { id: ownFields.dueOn, type: 'date', title: 'Promised for', own: true },
]

export const showField = (field: TicketField, address: string) => ({
  url: `${address}/api/v2/ticket_fields/${field.id}.json`,
  id: field.id,
  type: field.type,
  title: field.title,
  raw_title: field.title,
  description: '',
  position: field.id,
  active: true,
  required: field.required ?? false,
  collapsed_for_agents: false,
  regexp_for_validation: null,
  title_in_portal: field.title,
  visible_in_portal: false,
  editable_in_portal: false,
  required_in_portal: false,
  tag: null,
  removable: field.own,
  key: field.own ? null : field.type,
  ...(field.options === undefined ? {} : { custom_field_options: field.options }),
})

/** What is wrong with a value; undefined when it is taken. Unconfirmed: the texts. */
export function problemWith(field: TicketField, value: unknown): string | undefined {
  if (value === null || value === '') return undefined
  if (field.type === 'tagger' && !field.options?.some((one) => one.value === value))
    return `${field.title}: ${String(value)} is not valid`
  if (field.type === 'date' && !(typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)))
    return `${field.title}: is not a date`
  return undefined
}

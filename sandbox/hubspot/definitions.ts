import {
  dealStages,
  dealTypes,
  industries,
  lifecycleStages,
  ticketCategories,
  ticketPriorities,
  ticketStages,
} from './industries.ts'
import { type Kind, kinds } from './kinds.ts'

/** A property definition as the properties API answers it (`Property` in @hubspot/api-client). */
export interface Definition {
  readonly name: string
  readonly label: string
  readonly type: 'string' | 'number' | 'date' | 'datetime' | 'enumeration' | 'bool'
  readonly fieldType: string
  readonly groupName: string
  readonly description: string
  readonly options: readonly Option[]
  readonly hasUniqueValue: boolean
  readonly hubspotDefined: boolean
  readonly readOnly: boolean
}

interface Option {
  readonly label: string
  readonly value: string
  readonly displayOrder: number
  readonly hidden: boolean
}

type Line = readonly [name: string, label: string, type?: Definition['type'], more?: Partial<Definition>]

const fieldTypes = {
  string: 'text',
  number: 'number',
  date: 'date',
  datetime: 'date',
  enumeration: 'select',
  bool: 'booleancheckbox',
}

const readOnly = { readOnly: true }

const companyLines: readonly Line[] = [
  ['name', 'Company name'],
  ['domain', 'Company Domain Name'],
  ['website', 'Website URL'],
  ['phone', 'Phone Number'],
  ['address', 'Street Address'],
  ['address2', 'Street Address 2'],
  ['city', 'City'],
  ['state', 'State/Region'],
  ['zip', 'Postal Code'],
  ['country', 'Country/Region'],
  ['industry', 'Industry', 'enumeration', { options: toOptions(industries) }],
  ['description', 'Description', 'string', { fieldType: 'textarea' }],
  ['numberofemployees', 'Number of Employees', 'number'],
  ['annualrevenue', 'Annual Revenue', 'number'],
  ['founded_year', 'Year Founded'],
  ['timezone', 'Time Zone'],
  ['linkedin_company_page', 'LinkedIn Company Page'],
  ['lifecyclestage', 'Lifecycle Stage', 'enumeration', { fieldType: 'radio', options: toOptions(lifecycleStages) }],
  ['hs_object_id', 'Record ID', 'number', readOnly],
  ['createdate', 'Create Date', 'datetime', readOnly],
  ['hs_lastmodifieddate', 'Last Modified Date', 'datetime', readOnly],
  ['site_key', 'Site key', 'string', { hasUniqueValue: true, hubspotDefined: false }],
]

const contactLines: readonly Line[] = [
  ['email', 'Email'],
  ['firstname', 'First Name'],
  ['lastname', 'Last Name'],
  ['phone', 'Phone Number'],
  ['mobilephone', 'Mobile Phone Number'],
  ['company', 'Company Name'],
  ['jobtitle', 'Job Title'],
  ['message', 'Message'],
  ['website', 'Website URL'],
  ['address', 'Street Address'],
  ['city', 'City'],
  ['state', 'State/Region'],
  ['zip', 'Postal Code'],
  ['country', 'Country/Region'],
  ['lifecyclestage', 'Lifecycle Stage', 'enumeration', { fieldType: 'radio', options: toOptions(lifecycleStages) }],
  ['hs_object_id', 'Record ID', 'number', readOnly],
  ['createdate', 'Create Date', 'datetime', readOnly],
  ['lastmodifieddate', 'Last Modified Date', 'datetime', readOnly],
]

const dealLines: readonly Line[] = [
  ['dealname', 'Deal Name'],
  ['amount', 'Amount', 'number'],
  ['closedate', 'Close Date', 'datetime'],
  ['pipeline', 'Pipeline', 'enumeration', { options: toOptions(['default']) }],
  ['dealstage', 'Deal Stage', 'enumeration', { fieldType: 'radio', options: toOptions(dealStages) }],
  ['dealtype', 'Deal Type', 'enumeration', { fieldType: 'radio', options: toOptions(dealTypes) }],
  ['description', 'Deal Description', 'string', { fieldType: 'textarea' }],
  ['deal_currency_code', 'Currency'],
  ['hs_object_id', 'Record ID', 'number', readOnly],
  ['createdate', 'Create Date', 'datetime', readOnly],
  ['hs_lastmodifieddate', 'Last Modified Date', 'datetime', readOnly],
  ['deal_key', 'Deal key', 'string', { hasUniqueValue: true, hubspotDefined: false }],
]

const ticketLines: readonly Line[] = [
  ['subject', 'Ticket name'],
  ['content', 'Ticket description', 'string', { fieldType: 'textarea' }],
  ['hs_pipeline', 'Pipeline', 'enumeration', { options: toOptions(['0']) }],
  ['hs_pipeline_stage', 'Ticket status', 'enumeration', { fieldType: 'radio', options: toOptions(ticketStages) }],
  ['hs_ticket_priority', 'Priority', 'enumeration', { options: toOptions(ticketPriorities) }],
  ['hs_ticket_category', 'Category', 'enumeration', { options: toOptions(ticketCategories) }],
  ['hs_object_id', 'Record ID', 'number', readOnly],
  ['createdate', 'Create Date', 'datetime', readOnly],
  ['hs_lastmodifieddate', 'Last Modified Date', 'datetime', readOnly],
  ['ticket_key', 'Ticket key', 'string', { hasUniqueValue: true, hubspotDefined: false }],
]

/** The properties of an empty practice account; all but contacts have one of their own that is unique, such as `site_key`. */
export function builtInDefinitions(): Map<Kind, Map<string, Definition>> {
  const lines = { companies: companyLines, contacts: contactLines, deals: dealLines, tickets: ticketLines }
  return new Map(
    kinds.map((kind) => {
      const group = `${kind.singular}information`
      return [kind, new Map(lines[kind.name].map((line) => [line[0], toDefinition(line, group)]))]
    }),
  )
}

function toDefinition([name, label, type = 'string', more = {}]: Line, groupName: string): Definition {
  return {
    name,
    label,
    type,
    fieldType: fieldTypes[type],
    groupName,
    description: '',
    options: [],
    hasUniqueValue: false,
    hubspotDefined: true,
    readOnly: false,
    ...more,
  }
}

function toOptions(values: readonly string[]): Option[] {
  return values.map((value, index) => ({ label: value, value, displayOrder: index, hidden: false }))
}

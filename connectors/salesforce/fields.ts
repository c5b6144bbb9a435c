/** Salesforce's standard objects. Source: the Object Reference. What the account added, its choices and its demands are read from it. */
import type { DescribePlan, TargetField, TargetObject } from '#engine'

export const DATA = '/services/data/v62.0'

const describe = (type: string): DescribePlan => ({
  request: { method: 'GET', path: `${DATA}/sobjects/${type}/describe` },
  reply: {
    items: 'fields',
    name: 'name',
    label: 'label',
    type: 'type',
    types: {
      email: 'email',
      phone: 'phone',
      picklist: 'choice',
      multipicklist: 'list',
      boolean: 'yes-no',
      int: 'number',
      double: 'number',
      currency: 'number',
      percent: 'number',
      date: 'date',
      datetime: 'date-time',
    },
    required: { path: 'nillable', is: [false], and: { path: 'defaultedOnCreate', is: [false] } },
    readOnly: { path: 'updateable', is: [false] },
    unique: { path: 'externalId', is: [true] },
    custom: { path: 'custom', is: [true] },
    hidden: { path: 'deprecatedAndHidden', is: [true] },
    choices: { items: 'picklistValues', value: 'value', label: 'label' },
  },
})

/** The key of ours lives in a custom field that is marked as external id and unique. */
const unique = [{ name: 'External_Key__c', label: 'External key' }]

const text = (name: string, label: string): TargetField => ({ name, label, type: 'text' })
const number = (name: string, label: string): TargetField => ({ name, label, type: 'number' })

const person: readonly TargetField[] = [
  { ...text('LastName', 'Last name'), required: true },
  text('FirstName', 'First name'),
  { name: 'Email', label: 'E-mail', type: 'email' },
  { name: 'Phone', label: 'Phone number', type: 'phone' },
  { name: 'MobilePhone', label: 'Mobile phone number', type: 'phone' },
  text('Title', 'Title'),
  text('Description', 'Description'),
  text('LeadSource', 'Lead source'),
]

const place = (before: string): TargetField[] => [
  text(`${before}Street`, 'Street'),
  text(`${before}City`, 'City'),
  text(`${before}PostalCode`, 'Postal code'),
  text(`${before}Country`, 'Country'),
]

export const objects = {
  Contact: {
    title: 'Contact',
    plural: 'Contacts',
    fields: [
      ...person,
      text('AccountId', "Account's record id"),
      { name: 'Birthdate', label: 'Date of birth', type: 'date', as: 'iso-date' },
      ...place('Mailing'),
      { name: 'HasOptedOutOfEmail', label: 'Wants no e-mail', type: 'yes-no' },
    ],
    unique,
    describe: describe('Contact'),
  },
  Account: {
    title: 'Account',
    plural: 'Accounts',
    fields: [
      { ...text('Name', 'Account name'), required: true },
      { name: 'Phone', label: 'Phone number', type: 'phone' },
      text('Website', 'Website'),
      text('Industry', 'Industry'),
      number('AnnualRevenue', 'Annual revenue'),
      number('NumberOfEmployees', 'Number of employees'),
      ...place('Billing'),
      text('Description', 'Description'),
    ],
    unique,
    describe: describe('Account'),
  },
  Lead: {
    title: 'Lead',
    plural: 'Leads',
    fields: [
      ...person,
      { ...text('Company', 'Company'), required: true },
      text('Status', 'Lead status'),
      text('Website', 'Website'),
      text('City', 'City'),
      text('PostalCode', 'Postal code'),
      text('Country', 'Country'),
    ],
    unique,
    describe: describe('Lead'),
  },
  Opportunity: {
    title: 'Opportunity',
    plural: 'Opportunities',
    fields: [
      { ...text('Name', 'Name'), required: true },
      { ...text('StageName', 'Stage'), required: true },
      { name: 'CloseDate', label: 'Close date', type: 'date', required: true, as: 'iso-date' },
      number('Amount', 'Amount'),
      text('AccountId', "Account's record id"),
      number('Probability', 'Probability in percent'),
      text('Description', 'Description'),
    ],
    unique,
    describe: describe('Opportunity'),
  },
} as const satisfies Record<string, TargetObject>

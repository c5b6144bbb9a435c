// The objects that this practice account has, with their fields: some of those of every account, and a few of its own. Source: the
// standard objects of the Object Reference.

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'boolean'
  | 'double'
  | 'currency'
  | 'date'
  | 'datetime'
  | 'reference'

export interface Column {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  readonly required?: true
  readonly readOnly?: true
  readonly custom?: true
  readonly externalId?: true
  readonly length?: number
  readonly values?: readonly string[]
}

export interface ObjectType {
  readonly name: string
  readonly label: string
  /** The first three characters of its ids. */
  readonly prefix: string
  readonly columns: readonly Column[]
}

const system: readonly Column[] = [
  { name: 'Id', label: 'Record ID', type: 'id', readOnly: true },
  { name: 'IsDeleted', label: 'Deleted', type: 'boolean', readOnly: true },
  { name: 'CreatedDate', label: 'Created Date', type: 'datetime', readOnly: true },
  { name: 'LastModifiedDate', label: 'Last Modified Date', type: 'datetime', readOnly: true },
  { name: 'SystemModstamp', label: 'System Modstamp', type: 'datetime', readOnly: true },
]

const text = (name: string, label: string, length = 255): Column => ({ name, label, type: 'string', length })
const key: Column = {
  name: 'External_Key__c',
  label: 'External key',
  type: 'string',
  length: 255,
  custom: true,
  externalId: true,
}

const person: readonly Column[] = [
  { ...text('LastName', 'Last Name', 80), required: true },
  text('FirstName', 'First Name', 40),
  { name: 'Email', label: 'Email', type: 'email', length: 80 },
  { name: 'Phone', label: 'Phone', type: 'phone', length: 40 },
  { name: 'MobilePhone', label: 'Mobile Phone', type: 'phone', length: 40 },
  text('Title', 'Title', 128),
  { name: 'Description', label: 'Description', type: 'textarea', length: 32_000 },
  {
    name: 'LeadSource',
    label: 'Lead Source',
    type: 'picklist',
    values: ['Web', 'Phone Inquiry', 'Partner Referral', 'Other'],
  },
]

export const objectTypes: readonly ObjectType[] = [
  {
    name: 'Contact',
    label: 'Contact',
    prefix: '003',
    columns: [
      ...system,
      ...person,
      { name: 'AccountId', label: 'Account ID', type: 'reference' },
      { name: 'Birthdate', label: 'Birthdate', type: 'date' },
      text('MailingStreet', 'Mailing Street'),
      text('MailingCity', 'Mailing City', 40),
      text('MailingPostalCode', 'Mailing Zip/Postal Code', 20),
      text('MailingCountry', 'Mailing Country', 80),
      { name: 'HasOptedOutOfEmail', label: 'Email Opt Out', type: 'boolean' },
      key,
      { name: 'Loyalty_Points__c', label: 'Loyalty points', type: 'double', custom: true },
    ],
  },
  {
    name: 'Account',
    label: 'Account',
    prefix: '001',
    columns: [
      ...system,
      { ...text('Name', 'Account Name'), required: true },
      { name: 'Phone', label: 'Account Phone', type: 'phone', length: 40 },
      { name: 'Website', label: 'Website', type: 'url', length: 255 },
      {
        name: 'Industry',
        label: 'Industry',
        type: 'picklist',
        values: ['Banking', 'Education', 'Manufacturing', 'Retail', 'Other'],
      },
      { name: 'AnnualRevenue', label: 'Annual Revenue', type: 'currency' },
      { name: 'NumberOfEmployees', label: 'Employees', type: 'double' },
      text('BillingStreet', 'Billing Street'),
      text('BillingCity', 'Billing City', 40),
      text('BillingPostalCode', 'Billing Zip/Postal Code', 20),
      text('BillingCountry', 'Billing Country', 80),
      { name: 'Description', label: 'Account Description', type: 'textarea', length: 32_000 },
      key,
    ],
  },
  {
    name: 'Lead',
    label: 'Lead',
    prefix: '00Q',
    columns: [
      ...system,
      ...person,
      { ...text('Company', 'Company'), required: true },
      {
        name: 'Status',
        label: 'Lead Status',
        type: 'picklist',
        values: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
      },
      { name: 'Website', label: 'Website', type: 'url', length: 255 },
      text('City', 'City', 40),
      text('PostalCode', 'Zip/Postal Code', 20),
      text('Country', 'Country', 80),
      key,
    ],
  },
  {
    name: 'Opportunity',
    label: 'Opportunity',
    prefix: '006',
    columns: [
      ...system,
      { ...text('Name', 'Name', 120), required: true },
      {
        name: 'StageName',
        label: 'Stage',
        type: 'picklist',
        required: true,
        values: ['Prospecting', 'Qualification', 'Proposal/Price Quote', 'Closed Won', 'Closed Lost'],
      },
      { name: 'CloseDate', label: 'Close Date', type: 'date', required: true },
      { name: 'Amount', label: 'Amount', type: 'currency' },
      { name: 'AccountId', label: 'Account ID', type: 'reference' },
      { name: 'Probability', label: 'Probability (%)', type: 'double' },
      { name: 'Description', label: 'Description', type: 'textarea', length: 32_000 },
      key,
    ],
  },
]

export const typeOf = (name: string): ObjectType | undefined =>
  objectTypes.find((one) => one.name.toLowerCase() === name.toLowerCase())
export const columnOf = (type: ObjectType, name: string): Column | undefined =>
  type.columns.find((one) => one.name.toLowerCase() === name.toLowerCase())

/** A field as `describe` tells it. */
export const describeColumn = (column: Column) => ({
  name: column.name,
  label: column.label,
  type: column.type,
  length: column.length ?? 0,
  custom: column.custom ?? false,
  externalId: column.externalId ?? false,
  unique: column.externalId ?? false,
  caseSensitive: false,
  idLookup: column.externalId ?? column.name === 'Id',
  createable: !column.readOnly,
  updateable: !column.readOnly,
  nillable: !(column.required || column.readOnly || column.type === 'boolean'),
  defaultedOnCreate: (column.readOnly ?? false) || column.type === 'boolean',
  deprecatedAndHidden: false,
  calculated: false,
  restrictedPicklist: column.values !== undefined,
  picklistValues: (column.values ?? []).map((value) => ({
    active: true,
    defaultValue: false,
    label: value,
    value,
    validFor: null,
  })),
  referenceTo: column.type === 'reference' ? ['Account'] : [],
})

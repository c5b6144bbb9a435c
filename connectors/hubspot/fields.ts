/** HubSpot's own property names and labels, and the custom property that carries a site's match key. */
import type { DescribePlan, TargetObject } from '#engine'

/** The properties of the account, its own among them. Words of types: `Property` in @hubspot/api-client. */
const describe = (object: string): DescribePlan => ({
  request: { method: 'GET', path: `/crm/v3/properties/${object}` },
  reply: {
    items: 'results',
    name: 'name',
    label: 'label',
    type: 'type',
    types: {
      string: 'text',
      number: 'number',
      date: 'date',
      datetime: 'date-time',
      enumeration: 'choice',
      bool: 'yes-no',
      phone_number: 'phone',
    },
    readOnly: { path: 'modificationMetadata.readOnlyValue', is: [true] },
    unique: { path: 'hasUniqueValue', is: [true] },
    // What HubSpot defined itself says so; what the account added does not.
    custom: { path: 'hubspotDefined', is: [false, null] },
    hidden: { path: 'hidden', is: [true] },
    choices: { items: 'options', value: 'value', label: 'label' },
  },
})

export const companies: TargetObject = {
  title: 'Company',
  plural: 'Companies',
  fields: [
    { name: 'name', label: 'Company name', type: 'text' },
    { name: 'address', label: 'Street address', type: 'text' },
    { name: 'city', label: 'City', type: 'text' },
    { name: 'state', label: 'State or region', type: 'text' },
    { name: 'zip', label: 'Postal code', type: 'text' },
    { name: 'country', label: 'Country', type: 'text' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'website', label: 'Website', type: 'text' },
    { name: 'domain', label: 'Company domain name', type: 'text' },
    { name: 'industry', label: 'Industry', type: 'text' },
    { name: 'numberofemployees', label: 'Number of employees', type: 'number' },
    { name: 'description', label: 'Description', type: 'text' },
  ],
  unique: [{ name: 'site_key', label: 'Site key' }],
  describe: describe('companies'),
}

export const contacts: TargetObject = {
  title: 'Contact',
  plural: 'Contacts',
  fields: [
    { name: 'email', label: 'E-mail', type: 'email' },
    { name: 'firstname', label: 'First name', type: 'text' },
    { name: 'lastname', label: 'Last name', type: 'text' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'mobilephone', label: 'Mobile phone number', type: 'phone' },
    { name: 'company', label: 'Company name', type: 'text' },
    { name: 'jobtitle', label: 'Job title', type: 'text' },
    { name: 'website', label: 'Website', type: 'text' },
    { name: 'address', label: 'Street address', type: 'text' },
    { name: 'city', label: 'City', type: 'text' },
    { name: 'state', label: 'State or region', type: 'text' },
    { name: 'zip', label: 'Postal code', type: 'text' },
    { name: 'country', label: 'Country', type: 'text' },
    { name: 'message', label: 'Message', type: 'text' },
  ],
  unique: [{ name: 'email', label: 'E-mail' }],
  describe: describe('contacts'),
}

/** The stages are those of the pipeline that every account begins with; the account's own are read from it. */
export const deals: TargetObject = {
  title: 'Deal',
  plural: 'Deals',
  fields: [
    { name: 'dealname', label: 'Deal name', type: 'text', required: true },
    { name: 'amount', label: 'Amount', type: 'number' },
    { name: 'closedate', label: 'Close date', type: 'date-time', as: 'iso-time' },
    {
      name: 'dealstage',
      label: 'Deal stage',
      type: 'choice',
      required: true,
      choices: [
        { value: 'appointmentscheduled', label: 'Appointment scheduled' },
        { value: 'qualifiedtobuy', label: 'Qualified to buy' },
        { value: 'presentationscheduled', label: 'Presentation scheduled' },
        { value: 'decisionmakerboughtin', label: 'Decision maker bought-in' },
        { value: 'contractsent', label: 'Contract sent' },
        { value: 'closedwon', label: 'Closed won' },
        { value: 'closedlost', label: 'Closed lost' },
      ],
    },
    { name: 'pipeline', label: 'Pipeline', type: 'choice', choices: [{ value: 'default', label: 'Sales pipeline' }] },
    { name: 'description', label: 'Description', type: 'text' },
    { name: 'deal_currency_code', label: 'Currency', type: 'text' },
  ],
  unique: [{ name: 'deal_key', label: 'Deal key' }],
  describe: describe('deals'),
}

export const tickets: TargetObject = {
  title: 'Ticket',
  plural: 'Tickets',
  fields: [
    { name: 'subject', label: 'Ticket name', type: 'text', required: true },
    { name: 'content', label: 'Ticket description', type: 'text' },
    {
      name: 'hs_pipeline_stage',
      label: 'Ticket status',
      type: 'choice',
      required: true,
      choices: [
        { value: '1', label: 'New' },
        { value: '2', label: 'Waiting on contact' },
        { value: '3', label: 'Waiting on us' },
        { value: '4', label: 'Closed' },
      ],
    },
    { name: 'hs_pipeline', label: 'Pipeline', type: 'choice', choices: [{ value: '0', label: 'Support pipeline' }] },
    {
      name: 'hs_ticket_priority',
      label: 'Priority',
      type: 'choice',
      choices: ['LOW', 'MEDIUM', 'HIGH', 'URGENT'].map((value) => ({ value, label: value })),
    },
    {
      name: 'hs_ticket_category',
      label: 'Category',
      type: 'choice',
      choices: [
        { value: 'PRODUCT_ISSUE', label: 'Product issue' },
        { value: 'BILLING_ISSUE', label: 'Billing issue' },
        { value: 'FEATURE_REQUEST', label: 'Feature request' },
        { value: 'GENERAL_INQUIRY', label: 'General inquiry' },
      ],
    },
  ],
  unique: [{ name: 'ticket_key', label: 'Ticket key' }],
  describe: describe('tickets'),
}

/** Xero's elements under their own names. Days go out as `2026-11-22` and come in as `/Date(ms+0000)/`. */
import type { TargetField, TargetObject } from '#engine'

const street = (name: string, label: string): TargetField => ({
  name: name.toLowerCase(),
  label,
  type: 'text',
  path: `Addresses[AddressType=STREET].${name}`,
})

const changed: TargetField = {
  name: 'UpdatedDateUTC',
  label: 'Changed',
  type: 'date-time',
  readOnly: true,
  as: 'ms-time',
}

export const contacts: TargetObject = {
  title: 'Contact',
  plural: 'Contacts',
  fields: [
    { name: 'Name', label: 'Name', type: 'text', required: true },
    { name: 'ContactNumber', label: 'Contact number', type: 'text' },
    { name: 'AccountNumber', label: 'Account number', type: 'text' },
    { name: 'FirstName', label: 'First name', type: 'text' },
    { name: 'LastName', label: 'Last name', type: 'text' },
    { name: 'EmailAddress', label: 'E-mail', type: 'email' },
    { name: 'TaxNumber', label: 'Tax number', type: 'text' },
    { name: 'phone', label: 'Phone number', type: 'phone', path: 'Phones[PhoneType=DEFAULT].PhoneNumber' },
    { name: 'mobile', label: 'Mobile phone number', type: 'phone', path: 'Phones[PhoneType=MOBILE].PhoneNumber' },
    street('AddressLine1', 'Street address'),
    street('City', 'City'),
    street('Region', 'State or region'),
    street('PostalCode', 'Postal code'),
    street('Country', 'Country'),
    { name: 'DefaultCurrency', label: 'Currency', type: 'text' },
    { name: 'ContactStatus', label: 'State', type: 'text', readOnly: true },
    changed,
  ],
  unique: [
    { name: 'ContactNumber', label: 'Contact number' },
    { name: 'Name', label: 'Name' },
  ],
}

export const invoices: TargetObject = {
  title: 'Invoice',
  plural: 'Invoices',
  fields: [
    {
      name: 'Type',
      label: 'Kind',
      type: 'choice',
      required: true,
      choices: [
        { value: 'ACCREC', label: 'Sales invoice' },
        { value: 'ACCPAY', label: 'Bill' },
      ],
    },
    { name: 'contact_id', label: 'Contact (id in Xero)', type: 'text', path: 'Contact.ContactID' },
    { name: 'contact_name', label: 'Contact (its name)', type: 'text', path: 'Contact.Name' },
    { name: 'contact_number', label: 'Contact number', type: 'text', path: 'Contact.ContactNumber' },
    { name: 'InvoiceNumber', label: 'Invoice number', type: 'text' },
    { name: 'Reference', label: 'Reference', type: 'text' },
    { name: 'Date', label: 'Date', type: 'date', as: 'ms-date' },
    { name: 'DueDate', label: 'Due on', type: 'date', as: 'ms-date' },
    { name: 'CurrencyCode', label: 'Currency', type: 'text' },
    {
      name: 'Status',
      label: 'State',
      type: 'choice',
      choices: [
        { value: 'DRAFT', label: 'Draft' },
        { value: 'SUBMITTED', label: 'Waiting for approval' },
        { value: 'AUTHORISED', label: 'Approved' },
      ],
    },
    {
      name: 'LineAmountTypes',
      label: 'Tax on amounts',
      type: 'choice',
      choices: [
        { value: 'Exclusive', label: 'Not included' },
        { value: 'Inclusive', label: 'Included' },
        { value: 'NoTax', label: 'No tax' },
      ],
    },
    { name: 'description', label: 'Line: description', type: 'text', path: 'LineItems.0.Description' },
    { name: 'quantity', label: 'Line: quantity', type: 'number', path: 'LineItems.0.Quantity', as: 'number' },
    { name: 'unit_amount', label: 'Line: price of one', type: 'number', path: 'LineItems.0.UnitAmount', as: 'number' },
    { name: 'account_code', label: 'Line: account', type: 'text', path: 'LineItems.0.AccountCode' },
    { name: 'tax_type', label: 'Line: tax', type: 'text', path: 'LineItems.0.TaxType' },
    { name: 'LineItems', label: 'Lines', type: 'list' },
    { name: 'Total', label: 'Total', type: 'number', readOnly: true },
    { name: 'AmountDue', label: 'Still to be paid', type: 'number', readOnly: true },
    changed,
  ],
  unique: [{ name: 'InvoiceNumber', label: 'Invoice number' }],
}

export const payments: TargetObject = {
  title: 'Payment',
  plural: 'Payments',
  fields: [
    { name: 'invoice_number', label: 'Invoice number', type: 'text', path: 'Invoice.InvoiceNumber' },
    { name: 'invoice_id', label: 'Invoice (id in Xero)', type: 'text', path: 'Invoice.InvoiceID' },
    { name: 'account_code', label: 'Account', type: 'text', required: true, path: 'Account.Code' },
    { name: 'Date', label: 'Date', type: 'date', as: 'ms-date' },
    { name: 'Amount', label: 'Amount', type: 'number', required: true, as: 'number' },
    { name: 'Reference', label: 'Reference', type: 'text' },
    { name: 'Status', label: 'State', type: 'text', readOnly: true },
    changed,
  ],
  unique: [{ name: 'Reference', label: 'Reference' }],
}

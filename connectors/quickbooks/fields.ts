/** QuickBooks Online's entities, with members of members by dotted paths. */
import type { TargetField, TargetObject } from '#engine'

const changed: TargetField = {
  name: 'changed',
  label: 'Changed',
  type: 'date-time',
  readOnly: true,
  path: 'MetaData.LastUpdatedTime',
}
const billed = (name: string, label: string, member: string): TargetField => ({
  name,
  label,
  type: 'text',
  path: `BillAddr.${member}`,
})
const customer: TargetField = {
  name: 'customer',
  label: 'Customer (id in QuickBooks)',
  type: 'text',
  required: true,
  path: 'CustomerRef.value',
}

export const customers: TargetObject = {
  title: 'Customer',
  plural: 'Customers',
  fields: [
    { name: 'DisplayName', label: 'Name', type: 'text', required: true },
    { name: 'GivenName', label: 'First name', type: 'text' },
    { name: 'FamilyName', label: 'Last name', type: 'text' },
    { name: 'CompanyName', label: 'Company', type: 'text' },
    { name: 'email', label: 'E-mail', type: 'email', path: 'PrimaryEmailAddr.Address' },
    { name: 'phone', label: 'Phone number', type: 'phone', path: 'PrimaryPhone.FreeFormNumber' },
    { name: 'mobile', label: 'Mobile phone number', type: 'phone', path: 'Mobile.FreeFormNumber' },
    billed('street', 'Street address', 'Line1'),
    billed('city', 'City', 'City'),
    billed('state', 'State or region', 'CountrySubDivisionCode'),
    billed('postal_code', 'Postal code', 'PostalCode'),
    billed('country', 'Country', 'Country'),
    { name: 'Notes', label: 'Notes', type: 'text' },
    { name: 'Taxable', label: 'Taxed', type: 'yes-no' },
    { name: 'Active', label: 'Active', type: 'yes-no', readOnly: true },
    { name: 'Balance', label: 'Still to be paid', type: 'number', readOnly: true },
    changed,
  ],
  unique: [{ name: 'DisplayName', label: 'Name' }],
}

export const items: TargetObject = {
  title: 'Item',
  plural: 'Items',
  fields: [
    { name: 'Name', label: 'Name', type: 'text', required: true },
    { name: 'Sku', label: 'SKU', type: 'text' },
    { name: 'Description', label: 'Description', type: 'text' },
    {
      name: 'Type',
      label: 'Kind',
      type: 'choice',
      choices: [
        { value: 'Service', label: 'Service' },
        { value: 'NonInventory', label: 'Not kept in stock' },
      ],
    },
    { name: 'UnitPrice', label: 'Price', type: 'number', as: 'number' },
    {
      name: 'income_account',
      label: 'Income account (id in QuickBooks)',
      type: 'text',
      required: true,
      path: 'IncomeAccountRef.value',
    },
    { name: 'Taxable', label: 'Taxed', type: 'yes-no' },
    { name: 'Active', label: 'Active', type: 'yes-no', readOnly: true },
    changed,
  ],
  unique: [{ name: 'Name', label: 'Name' }],
}

/** The first line that sells something; such a line is made where there is none. */
const LINE = 'Line[DetailType=SalesItemLineDetail]'

export const invoices: TargetObject = {
  title: 'Invoice',
  plural: 'Invoices',
  fields: [
    customer,
    { name: 'DocNumber', label: 'Invoice number', type: 'text' },
    { name: 'TxnDate', label: 'Date', type: 'date', as: 'iso-date' },
    { name: 'DueDate', label: 'Due on', type: 'date', as: 'iso-date' },
    { name: 'amount', label: 'Line: amount', type: 'number', required: true, path: `${LINE}.Amount`, as: 'number' },
    { name: 'description', label: 'Line: description', type: 'text', path: `${LINE}.Description` },
    {
      name: 'item',
      label: 'Line: item (id in QuickBooks)',
      type: 'text',
      path: `${LINE}.SalesItemLineDetail.ItemRef.value`,
    },
    { name: 'email', label: 'Sent to', type: 'email', path: 'BillEmail.Address' },
    { name: 'memo', label: 'Message to the customer', type: 'text', path: 'CustomerMemo.value' },
    { name: 'PrivateNote', label: 'Note of ours', type: 'text' },
    { name: 'TotalAmt', label: 'Total', type: 'number', readOnly: true },
    { name: 'Balance', label: 'Still to be paid', type: 'number', readOnly: true },
    changed,
  ],
  unique: [{ name: 'DocNumber', label: 'Invoice number' }],
}

export const payments: TargetObject = {
  title: 'Payment',
  plural: 'Payments',
  fields: [
    customer,
    { name: 'TotalAmt', label: 'Amount', type: 'number', required: true, as: 'number' },
    { name: 'TxnDate', label: 'Date', type: 'date', as: 'iso-date' },
    { name: 'PaymentRefNum', label: 'Reference', type: 'text' },
    { name: 'PrivateNote', label: 'Note of ours', type: 'text' },
    {
      name: 'invoice',
      label: 'Invoice (id in QuickBooks)',
      type: 'text',
      path: 'Line.0.LinkedTxn[TxnType=Invoice].TxnId',
    },
    { name: 'applied', label: 'Amount for that invoice', type: 'number', path: 'Line.0.Amount', as: 'number' },
    changed,
  ],
  unique: [{ name: 'PaymentRefNum', label: 'Reference' }],
}

// Customers, items, invoices and payments. Members: QuickBooks Online's v3 entities as node-quickbooks 2.0.50 sends and reads them,
// and the vendor's pages; those that are seldom used are left out.
import type { Body } from '../kit/documents.ts'
import type { Desk } from '../kit/system.ts'
import { badReference, duplicateName, duplicateNumber, invalid, required } from './answers.ts'
import { checkDay, checkLengths, type Kind, refOf, textOf } from './kind.ts'

const samePerson = (value: string, field: string, kind: string, id: string | undefined, desk: Desk) =>
  desk.docs.findBy(kind, field, value).some((one) => one.id !== id)

function demandRef(whole: Body, member: string, kind: string, desk: Desk): void {
  const ref = refOf(whole[member])
  if (ref === '') throw required(member)
  if (!desk.docs.get(kind, ref)) throw badReference(member)
}

const customer: Kind = {
  name: 'Customer',
  deletes: false,
  members: [
    ...['DisplayName', 'GivenName', 'MiddleName', 'FamilyName', 'Title', 'Suffix', 'CompanyName', 'FullyQualifiedName'],
    ...[
      'PrintOnCheckName',
      'PrimaryEmailAddr',
      'PrimaryPhone',
      'Mobile',
      'AlternatePhone',
      'Fax',
      'WebAddr',
      'BillAddr',
    ],
    ...['ShipAddr', 'Notes', 'Active', 'Taxable', 'Balance', 'BalanceWithJobs', 'Job', 'CurrencyRef', 'ResaleNum'],
    ...['PreferredDeliveryMethod', 'PaymentMethodRef', 'SalesTermRef', 'BillWithParent'],
  ],
  check: (whole, id, desk) => {
    checkLengths(whole, { DisplayName: 500, GivenName: 100, FamilyName: 100, CompanyName: 100, Notes: 2000 })
    const name = textOf(whole.DisplayName)
    if (name === '' && textOf(whole.GivenName) === '' && textOf(whole.FamilyName) === '') throw required('DisplayName')
    if (/[:\t\n]/.test(name)) throw invalid('DisplayName', 'may not hold a colon, a tab or a line break')
    const email = whole.PrimaryEmailAddr as { Address?: unknown } | null | undefined
    if (textOf(email?.Address) !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(textOf(email?.Address))) {
      throw invalid('PrimaryEmailAddr', 'is no e-mail address')
    }
    if (name !== '' && samePerson(name, 'DisplayName', 'Customer', id, desk)) throw duplicateName()
  },
  keep: (whole) => {
    const name = textOf(whole.DisplayName) || [whole.GivenName, whole.FamilyName].map(textOf).filter(Boolean).join(' ')
    return {
      Taxable: true,
      Job: false,
      BillWithParent: false,
      Balance: 0,
      BalanceWithJobs: 0,
      Active: true,
      ...whole,
      DisplayName: name,
      FullyQualifiedName: name,
      PrintOnCheckName: textOf(whole.PrintOnCheckName) || name,
    }
  },
  businessKey: (_id, { DisplayName }) => String(DisplayName),
}

const item: Kind = {
  name: 'Item',
  deletes: false,
  members: [
    ...[
      'Name',
      'Sku',
      'Description',
      'Active',
      'FullyQualifiedName',
      'Taxable',
      'UnitPrice',
      'Type',
      'IncomeAccountRef',
    ],
    ...[
      'ExpenseAccountRef',
      'AssetAccountRef',
      'PurchaseDesc',
      'PurchaseCost',
      'TrackQtyOnHand',
      'QtyOnHand',
      'InvStartDate',
    ],
  ],
  check: (whole, id, desk) => {
    checkLengths(whole, { Name: 100, Sku: 100, Description: 4000 })
    const name = textOf(whole.Name)
    if (name === '') throw required('Name')
    if (/[:\t\n"]/.test(name)) throw invalid('Name', 'may not hold a colon, a tab, a line break or a quotation mark')
    const type = textOf(whole.Type)
    if (type !== '' && !['Service', 'NonInventory', 'Inventory'].includes(type))
      throw invalid('Type', `is unknown: ${type}`)
    if (type !== 'Inventory' && refOf(whole.IncomeAccountRef) === '') throw required('IncomeAccountRef')
    if (whole.UnitPrice !== undefined && Number.isNaN(Number(whole.UnitPrice)))
      throw invalid('UnitPrice', 'is no number')
    if (samePerson(name, 'Name', 'Item', id, desk)) throw duplicateName()
  },
  keep: (whole) => ({
    Active: true,
    Taxable: false,
    Type: 'Service',
    UnitPrice: 0,
    TrackQtyOnHand: false,
    ...whole,
    FullyQualifiedName: whole.Name,
  }),
  businessKey: (_id, { Name }) => String(Name),
}

const lines = (whole: Body): Record<string, unknown>[] =>
  Array.isArray(whole.Line) ? (whole.Line as Record<string, unknown>[]) : []
const sales = (whole: Body) => lines(whole).filter(({ DetailType }) => DetailType !== 'SubTotalLineDetail')
const total = (whole: Body) => Math.round(sales(whole).reduce((sum, { Amount }) => sum + Number(Amount), 0) * 100) / 100

/** What is still to be paid of an invoice. */
const balance = (id: string, whole: Body, desk: Desk): number => {
  const paid = desk.docs
    .findBy('Payment', 'Line.LinkedTxn.TxnId', id)
    .reduce((sum, { body }) => sum + lines(body).reduce((all, { Amount }) => all + Number(Amount ?? 0), 0), 0)
  return Math.round((total(whole) - paid) * 100) / 100
}

const invoice: Kind = {
  name: 'Invoice',
  deletes: true,
  members: [
    ...[
      'DocNumber',
      'CustomerRef',
      'TxnDate',
      'DueDate',
      'PrivateNote',
      'CustomerMemo',
      'Line',
      'BillEmail',
      'BillAddr',
    ],
    ...['ShipAddr', 'CurrencyRef', 'ExchangeRate', 'SalesTermRef', 'TotalAmt', 'Balance', 'EmailStatus', 'PrintStatus'],
    ...[
      'LinkedTxn',
      'CustomField',
      'TxnTaxDetail',
      'ApplyTaxAfterDiscount',
      'AllowOnlineACHPayment',
      'AllowOnlineCreditCardPayment',
    ],
  ],
  check: (whole, id, desk) => {
    checkLengths(whole, { DocNumber: 21, PrivateNote: 4000 })
    demandRef(whole, 'CustomerRef', 'Customer', desk)
    if (sales(whole).length === 0) throw required('Line')
    for (const { Amount, DetailType } of sales(whole)) {
      if (DetailType !== 'SalesItemLineDetail' && DetailType !== 'DescriptionOnly') throw required('Line.DetailType')
      if (typeof Amount !== 'number') throw required('Line.Amount')
    }
    checkDay(whole, 'TxnDate')
    checkDay(whole, 'DueDate')
    const number = textOf(whole.DocNumber)
    if (number !== '' && samePerson(number, 'DocNumber', 'Invoice', id, desk)) throw duplicateNumber(number)
  },
  keep: (whole, desk) => ({
    EmailStatus: 'NotSet',
    PrintStatus: 'NeedToPrint',
    CurrencyRef: { value: 'USD', name: 'United States Dollar' },
    LinkedTxn: [],
    CustomField: [],
    ...whole,
    DocNumber: textOf(whole.DocNumber) || String(1000 + desk.docs.next('document numbers')),
    TxnDate: whole.TxnDate ?? new Date(desk.now()).toISOString().slice(0, 10),
    Line: [
      ...sales(whole).map((line, at) => ({ ...line, Id: String(at + 1), LineNum: at + 1 })),
      { Amount: total(whole), DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
    ],
    TotalAmt: total(whole),
  }),
  show: ({ id, body }, desk) => ({ Balance: balance(id, body, desk) }),
  businessKey: (_id, { DocNumber }) => String(DocNumber),
}

const payment: Kind = {
  name: 'Payment',
  deletes: true,
  members: [
    ...[
      'CustomerRef',
      'TotalAmt',
      'TxnDate',
      'PaymentRefNum',
      'PrivateNote',
      'Line',
      'PaymentMethodRef',
      'DepositToAccountRef',
    ],
    ...['CurrencyRef', 'ExchangeRate', 'UnappliedAmt', 'ProcessPayment'],
  ],
  check: (whole, _id, desk) => {
    checkLengths(whole, { PaymentRefNum: 21, PrivateNote: 4000 })
    demandRef(whole, 'CustomerRef', 'Customer', desk)
    if (typeof whole.TotalAmt !== 'number') throw required('TotalAmt')
    checkDay(whole, 'TxnDate')
    for (const { Amount, LinkedTxn } of lines(whole)) {
      const linked = Array.isArray(LinkedTxn) ? (LinkedTxn as Record<string, unknown>[]) : []
      if (linked.some(({ TxnId, TxnType }) => TxnType === 'Invoice' && !desk.docs.get('Invoice', String(TxnId)))) {
        throw badReference('Line.LinkedTxn')
      }
      if (typeof Amount !== 'number') throw required('Line.Amount')
    }
  },
  keep: (whole, desk) => {
    const applied = lines(whole).reduce((sum, { Amount }) => sum + Number(Amount ?? 0), 0)
    return {
      ProcessPayment: false,
      CurrencyRef: { value: 'USD', name: 'United States Dollar' },
      Line: [],
      ...whole,
      TxnDate: whole.TxnDate ?? new Date(desk.now()).toISOString().slice(0, 10),
      UnappliedAmt: Math.round((Number(whole.TotalAmt) - applied) * 100) / 100,
    }
  },
  businessKey: (id, { PaymentRefNum }) => textOf(PaymentRefNum) || id,
}

export const KINDS: readonly Kind[] = [customer, item, invoice, payment]

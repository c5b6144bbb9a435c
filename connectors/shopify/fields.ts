/** Shopify's inputs under their own names; what is read has the same names, some of them by aliases in the documents. */
import type { TargetField, TargetObject } from '#engine'

const changed: TargetField = { name: 'updatedAt', label: 'Changed', type: 'date-time', readOnly: true }
const tags: TargetField = { name: 'tags', label: 'Tags (with commas between)', type: 'text', as: 'names' }
const address = (name: string, label: string): TargetField => ({
  name,
  label,
  type: 'text',
  path: `addresses.0.${name}`,
})

export const customers: TargetObject = {
  title: 'Customer',
  plural: 'Customers',
  fields: [
    { name: 'email', label: 'E-mail', type: 'email' },
    { name: 'firstName', label: 'First name', type: 'text' },
    { name: 'lastName', label: 'Last name', type: 'text' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'note', label: 'Note', type: 'text' },
    tags,
    { name: 'locale', label: 'Language', type: 'text' },
    { name: 'taxExempt', label: 'Free of tax', type: 'yes-no' },
    address('address1', 'Street address'),
    address('address2', 'Street address, second line'),
    address('city', 'City'),
    address('provinceCode', 'State or region'),
    address('zip', 'Postal code'),
    address('countryCode', 'Country (two letters)'),
    changed,
  ],
  unique: [{ name: 'email', label: 'E-mail' }],
}

export const products: TargetObject = {
  title: 'Product',
  plural: 'Products',
  fields: [
    { name: 'handle', label: 'Handle', type: 'text' },
    { name: 'title', label: 'Title', type: 'text', required: true },
    { name: 'descriptionHtml', label: 'Description', type: 'text' },
    { name: 'vendor', label: 'Vendor', type: 'text' },
    { name: 'productType', label: 'Product type', type: 'text' },
    {
      name: 'status',
      label: 'State',
      type: 'choice',
      choices: [
        { value: 'ACTIVE', label: 'Active' },
        { value: 'DRAFT', label: 'Draft' },
        { value: 'ARCHIVED', label: 'Archived' },
      ],
    },
    tags,
    changed,
  ],
  unique: [{ name: 'handle', label: 'Handle' }],
}

export const orders: TargetObject = {
  title: 'Order',
  plural: 'Orders',
  fields: [
    { name: 'sourceIdentifier', label: 'Order number of the source', type: 'text' },
    { name: 'email', label: 'E-mail', type: 'email' },
    { name: 'phone', label: 'Phone number', type: 'phone' },
    { name: 'currency', label: 'Currency', type: 'text' },
    { name: 'note', label: 'Note', type: 'text' },
    { name: 'poNumber', label: 'Purchase order number', type: 'text' },
    tags,
    { name: 'item', label: 'Line: title', type: 'text', required: true, path: 'lineItems.0.title' },
    { name: 'sku', label: 'Line: SKU', type: 'text', path: 'lineItems.0.sku' },
    {
      name: 'quantity',
      label: 'Line: quantity',
      type: 'number',
      required: true,
      path: 'lineItems.0.quantity',
      as: 'number',
    },
    {
      name: 'price',
      label: 'Line: price of one',
      type: 'number',
      path: 'lineItems.0.priceSet.shopMoney.amount',
      as: 'text',
    },
    {
      name: 'price_currency',
      label: 'Line: currency of the price',
      type: 'text',
      path: 'lineItems.0.priceSet.shopMoney.currencyCode',
    },
    changed,
  ],
  unique: [{ name: 'sourceIdentifier', label: 'Order number of the source' }],
}

export const stock: TargetObject = {
  title: 'Stock of an item',
  plural: 'Stock',
  fields: [
    { name: 'locationId', label: 'Location (global id)', type: 'text', required: true },
    {
      name: 'quantity',
      label: 'Available',
      type: 'number',
      required: true,
      path: 'inventoryLevel.quantities[name=available].quantity',
      as: 'number',
    },
    { name: 'sku', label: 'SKU', type: 'text', readOnly: true },
  ],
  unique: [{ name: 'inventoryItemId', label: 'Inventory item (global id)' }],
}

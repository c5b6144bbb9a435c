/** The GraphQL documents that are sent. `result` is one name for whatever is asked, so that answers are read alike. */

const CUSTOMER = `{
  id email firstName lastName phone note tags locale taxExempt updatedAt
  addresses(first: 1) { address1 address2 city provinceCode zip countryCode: countryCodeV2 }
}`
const PRODUCT = '{ id handle title descriptionHtml vendor productType status tags updatedAt }'
const ORDER = `{
  id sourceIdentifier email phone currency: currencyCode note poNumber tags updatedAt
  lineItems(first: 1) { nodes { title sku quantity } }
}`
const ERRORS = 'userErrors { field message }'

const list = (name: string, fields: string) => `query ($query: String, $after: String) {
  result: ${name}(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) { nodes ${fields} pageInfo { hasNextPage endCursor } }
}`

export const documents = {
  shop: 'query { shop { id name plan { partnerDevelopment } } }',
  findCustomer: `query ($key: String!) { result: customerByIdentifier(identifier: { emailAddress: $key }) ${CUSTOMER} }`,
  setCustomer: `mutation ($identifier: CustomerSetIdentifiers!, $input: CustomerSetInput!) {
  result: customerSet(identifier: $identifier, input: $input) { object: customer ${CUSTOMER} ${ERRORS} }
}`,
  deleteCustomer: `mutation ($id: ID!) { result: customerDelete(input: { id: $id }) { deletedCustomerId ${ERRORS} } }`,
  listCustomers: list('customers', CUSTOMER),
  findProduct: `query ($key: String!) { result: productByIdentifier(identifier: { handle: $key }) ${PRODUCT} }`,
  setProduct: `mutation ($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
  result: productSet(identifier: $identifier, input: $input, synchronous: true) { object: product ${PRODUCT} ${ERRORS} }
}`,
  deleteProduct: `mutation ($id: ID!) { result: productDelete(input: { id: $id }) { deletedProductId ${ERRORS} } }`,
  listProducts: list('products', PRODUCT),
  findOrder: `query ($query: String!) { result: orders(first: 2, query: $query) { nodes ${ORDER} } }`,
  createOrder: `mutation ($order: OrderCreateOrderInput!) {
  result: orderCreate(order: $order) { object: order ${ORDER} ${ERRORS} }
}`,
  deleteOrder: `mutation ($id: ID!) { result: orderDelete(orderId: $id) { deletedId ${ERRORS} } }`,
  listOrders: list('orders', ORDER),
  findStock: `query ($key: ID!, $locationId: ID!) {
  result: inventoryItem(id: $key) { id sku updatedAt inventoryLevel(locationId: $locationId) { quantities(names: ["available"]) { name quantity } } }
}`,
  setStock: `mutation ($input: InventorySetQuantitiesInput!, $idempotencyKey: String!) {
  result: inventorySetQuantities(input: $input) @idempotent(key: $idempotencyKey) { inventoryAdjustmentGroup { id } ${ERRORS} }
}`,
  mayWriteCustomers: `mutation { result: customerDelete(input: { id: "gid://shopify/Customer/0" }) { ${ERRORS} } }`,
  mayWriteProducts: `mutation { result: productDelete(input: { id: "gid://shopify/Product/0" }) { ${ERRORS} } }`,
  mayWriteOrders: `mutation { result: orderDelete(orderId: "gid://shopify/Order/0") { ${ERRORS} } }`,
  mayReadCustomers: 'query { customers(first: 1) { nodes { id } } }',
  mayReadProducts: 'query { products(first: 1) { nodes { id } } }',
  mayReadOrders: 'query { orders(first: 1) { nodes { id } } }',
  mayReadInventory: 'query { inventoryItem(id: "gid://shopify/InventoryItem/0") { id } }',
} as const

/** Values that survive JSON unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The data of one record: field name to value. Created without a prototype, so that a field named `__proto__` is only a field. */
export type Data = { [field: string]: Json }

function Empty(this: Data): void {}
Empty.prototype = Object.freeze(Object.create(null))

/**
 * A record's data without any field. It inherits from nothing but an empty object: what V8 makes without any prototype it keeps as
 * a hash table, and copying that takes twenty times as long.
 */
export const emptyData = (): Data => new (Empty as unknown as new () => Data)()

/** Another record with the same fields. */
export const copyData = (data: Data): Data => Object.assign(emptyData(), data)

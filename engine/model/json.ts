/** Values that survive JSON unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** The data of one record: field name to value. Created without a prototype, so that a field named `__proto__` is only a field. */
export type Data = { [field: string]: Json }

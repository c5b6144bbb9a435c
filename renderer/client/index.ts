/** The only code of the screen that speaks the protocol. */
export type { ConnectionState } from './connection.ts'
export { connectStudio, studio, useConnection, useOpenings, useRefusal } from './connection.ts'
export { connectors, knowConnectors } from './connectors.ts'
export { asReason, isAborted } from './reason.ts'

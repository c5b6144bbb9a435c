export { ECHO_DAYS, type EchoPort, type EchoRule, isEcho, type LastWrite } from './echo.ts'
export { keyer, keyOf } from './key.ts'
export * from './near/index.ts'
export { IGNORABLE, type Ignorable, normalise, textOf } from './normalise.ts'

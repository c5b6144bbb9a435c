/** What the engine knows of formulas without working them out: how to read them, and the plain ones that need no JSONata. */
export { checkFormula, type FormulaCheck, fieldsOf } from './check-formula.ts'
export { type NativeAnswer, nativeOf } from './native.ts'

/** Reading files of records: what a file holds, and its rows as a source. */
export type { FileEncoding } from './encoding.ts'
export type { FileFacts, FileKind, FileNote } from './facts.ts'
export { type InspectOptions, inspectFile } from './inspect-file.ts'
export type { Separator } from './separator.ts'
export { createFileSource } from './source.ts'

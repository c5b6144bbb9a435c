/** Reading files of records: what a file holds, and its rows as a source. */
export type { FileEncoding } from './encoding.ts'
export type { FileFacts, FileNote } from './facts.ts'
export { inspectFile } from './inspect-file.ts'
export type { Separator } from './separator.ts'
export { createFileSource } from './source.ts'

/** What goes to the terminal: words and documents to standard output, everything else to standard error. */

export const say = (text: string): void => void process.stdout.write(`${text}\n`)

export const sayAside = (text: string): void => void process.stderr.write(`${text}\n`)

/** Exactly one JSON document; nothing else may be said then. */
export const sayJson = (document: unknown): void => void process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)

/** 1,234 */
export const count = (n: number): string => n.toLocaleString('en-US')

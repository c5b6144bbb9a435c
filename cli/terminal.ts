/** What goes to the terminal: words and documents to standard output, everything else to standard error. */

export const say = (text: string): void => void process.stdout.write(`${harmless(text)}\n`)

export const sayAside = (text: string): void => void process.stderr.write(`${harmless(text)}\n`)

/** Exactly one JSON document; nothing else may be said then. */
export const sayJson = (document: unknown): void => void process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)

/** 1,234 */
export const count = (n: number): string => n.toLocaleString('en-US')

/** Signs that would steer the terminal instead of being shown, or turn the order of what follows; line ends and tabs stay. */
const STEERING = /\r(?!\n)|[^\P{Cc}\r\n\t]|[\u202a-\u202e\u2066-\u2069]/gu

/** Values of records may hold anything, also what clears a screen or hides a line. */
export const harmless = (text: string): string => text.replace(STEERING, '\ufffd')

/** A key id or hash as a person compares it: the first eight signs in groups of four, such as `7F3A 91C2`. */
export const showKey = (key: string): string =>
  key
    .replaceAll(' ', '')
    .slice(0, 8)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1 ')

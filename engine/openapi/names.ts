/** Names of a description as people, paths and holes want them. */

/** `shippingAddress.zip_code` as `Shipping address zip code`. */
export function label(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .map((word) => (/^[A-Z0-9]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ')
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}

/** For comparing: `contact_id`, `ContactID` and `contactId` are one. */
export const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** English, as names of collections are: `companies`, `addresses`, `contacts`. */
export function singular(word: string): string {
  if (/[^aeiou]ies$/i.test(word)) return `${word.slice(0, -3)}y`
  if (/(?:ss|sh|ch|x|z)es$/i.test(word)) return word.slice(0, -2)
  return /[^s]s$/i.test(word) && !/(?:us|is|news)$/i.test(word) ? word.slice(0, -1) : word
}

/** What a hole in a path or header may be called: letters only. */
export function holeName(name: string): string {
  const letters = name
    .split(/[^A-Za-z]+/)
    .filter(Boolean)
    .map((word, at) =>
      at === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1),
    )
    .join('')
  return letters === '' ? 'value' : letters
}

const VOWEL = /^(?:[aeio]|u(?!ni|s[aei]))/i

export const withArticle = (noun: string): string => `${VOWEL.test(noun) ? 'an' : 'a'} ${noun}`

const SECRETS = /^(?:x?(?:api|app|auth|access|secret)(?:key|token)|token|secret|password)$/

/** Names of what must never be kept as a plain value of a connection. */
export const isSecret = (name: string): boolean => SECRETS.test(bare(name))

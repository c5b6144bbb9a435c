/** The phone port on libphonenumber's full metadata, which knows real numbers from merely possible ones. */

import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { PhonePort } from '#engine'

/** Longer texts are no phone number; reading them would only cost time. */
const LONGEST = 60

/**
 * Reads a text that is one whole, valid phone number. Undefined for everything else: numbers without area code, several numbers,
 * and numbers with an extension, which E.164 has no place for.
 */
export function createPhone(): PhonePort {
  return {
    toE164(text, country) {
      if (text.length > LONGEST || !isSupportedCountry(country)) return undefined
      const number = parsePhoneNumberFromString(text.trim(), { defaultCountry: country, extract: false })
      return number?.isValid() && !number.ext ? number.number : undefined
    },
  }
}

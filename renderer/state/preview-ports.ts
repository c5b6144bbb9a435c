/** What the pure steps ask of the world, made real in the window: contracts by an interpreter, because nothing may be generated here. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { createInterpretedSchema, type PhonePort, type SchemaPort } from '#engine'

export const schema: SchemaPort = createInterpretedSchema()

export const phone: PhonePort = {
  toE164(text, country) {
    const number = parsePhoneNumberFromString(text, isCountry(country) ? country : undefined)
    return number?.isValid() ? number.number : undefined
  },
}

const isCountry = (code: string): code is CountryCode => isSupportedCountry(code)

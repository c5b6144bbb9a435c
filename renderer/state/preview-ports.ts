/** What the pure steps ask of the world, made real in the window: contracts by an interpreter, because nothing may be generated here. */
import { Validator } from '@cfworker/json-schema'
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { PhonePort, SchemaPort } from '#engine'

export const schema: SchemaPort = {
  compile(source) {
    const validator = new Validator(
      typeof source === 'object' && source !== null ? { ...source } : {},
      '2020-12',
      false,
    )
    return (value) =>
      validator.validate(value).errors.map((found) => ({
        field: found.instanceLocation.replace(/^#\/?/, ''),
        words: found.error,
      }))
  },
}

export const phone: PhonePort = {
  toE164(text, country) {
    const number = parsePhoneNumberFromString(text, isCountry(country) ? country : undefined)
    return number?.isValid() ? number.number : undefined
  },
}

const isCountry = (code: string): code is CountryCode => isSupportedCountry(code)

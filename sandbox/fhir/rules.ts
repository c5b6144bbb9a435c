// Which members the four kinds of resources may and must have. Source: the pages of the resources in hl7.org/fhir/R4.
import { isRecord } from '../http/exchange.ts'
import { fail } from './outcome.ts'

interface Rule {
  readonly members: readonly string[]
  readonly required: readonly string[]
  readonly codes: Readonly<Record<string, readonly string[]>>
  readonly dates: readonly string[]
}

const words = (text: string) => text.trim().split(/\s+/)
const anywhere = words(
  'resourceType id meta implicitRules language text contained extension modifierExtension identifier',
)
const priority = words('routine urgent asap stat')

export const rules: Readonly<Record<string, Rule>> = {
  Patient: {
    members: words(`active name telecom gender birthDate deceasedBoolean deceasedDateTime address maritalStatus
      multipleBirthBoolean multipleBirthInteger photo contact communication generalPractitioner managingOrganization link`),
    required: [],
    codes: { gender: words('male female other unknown') },
    dates: ['birthDate'],
  },
  Appointment: {
    members: words(`status cancelationReason serviceCategory serviceType specialty appointmentType reasonCode
      reasonReference priority description supportingInformation start end minutesDuration slot created comment
      patientInstruction basedOn participant requestedPeriod`),
    required: ['status', 'participant'],
    codes: {
      status: words('proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist'),
    },
    dates: ['start', 'end', 'created'],
  },
  Communication: {
    members: words(`instantiatesCanonical instantiatesUri basedOn partOf inResponseTo status statusReason category
      priority medium subject topic about encounter sent received recipient sender reasonCode reasonReference payload note`),
    required: ['status'],
    codes: {
      status: words('preparation in-progress not-done on-hold stopped completed entered-in-error unknown'),
      priority,
    },
    dates: ['sent', 'received'],
  },
  Task: {
    members: words(`instantiatesCanonical instantiatesUri basedOn groupIdentifier partOf status statusReason
      businessStatus intent priority code description focus for encounter executionPeriod authoredOn lastModified
      requester performerType owner location reasonCode reasonReference insurance note relevantHistory restriction
      input output`),
    required: ['status', 'intent'],
    codes: {
      status: words(`draft requested received accepted rejected ready cancelled in-progress on-hold failed completed
        entered-in-error`),
      intent: words('unknown proposal plan order original-order reflex-order filler-order instance-order option'),
      priority,
    },
    dates: ['authoredOn', 'lastModified'],
  },
}

/** @throws Refused with what is wrong, as a validating server says it */
export function checkResource(type: string, body: Record<string, unknown>): void {
  const rule = rules[type]
  if (!rule || body.resourceType !== type) fail(400, 'invalid', `A ${type} is wanted, not a ${body.resourceType}`)
  for (const name of Object.keys(body))
    if (!anywhere.includes(name) && !rule.members.includes(name))
      fail(400, 'structure', `Unknown element '${name}' found in ${type}`)
  for (const name of rule.required)
    if (isBlank(body[name])) fail(422, 'required', `${type}.${name}: minimum required = 1, but only found 0`)
  for (const [name, codes] of Object.entries(rule.codes)) {
    const code = body[name]
    if (code !== undefined && !codes.includes(String(code)))
      fail(422, 'code-invalid', `${type}.${name}: the code '${code}' is not in the required value set`)
  }
  for (const name of rule.dates)
    if (body[name] !== undefined && !isDate(body[name])) fail(422, 'value', `${type}.${name}: not a valid date`)
  checkDeeper(type, body)
}

/** Values are never blank: FHIR leaves out what is not there. */
function checkDeeper(place: string, value: unknown): void {
  if (value === null) fail(400, 'structure', `${place}: null is not allowed here`)
  if (value === '') fail(422, 'value', `${place}: a text must not be blank`)
  if (Array.isArray(value) && value.length === 0) fail(400, 'structure', `${place}: a list must not be empty`)
  if (typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) checkDeeper(`${place}.${name}`, inner)
  if (isRecord(value) && place.endsWith('.participant.0') && isBlank(value.status))
    fail(422, 'required', `${place}.status: minimum required = 1, but only found 0`)
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === ''

/** A year, a month, a day, or a moment with its time zone. */
const isDate = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?)?)?$/.test(value) &&
  !Number.isNaN(Date.parse(value))

/** Health records by FHIR R4, as data. */
import type { Connector, ErrorRule } from '#engine'
import { appointments, communications, patients, tasks } from './fields.ts'
import { upsert } from './operations.ts'
import { check, signIns, values } from './sign-in.ts'

const message = ['issue.0.details.text', 'issue.0.diagnostics', 'issue.0.code', 'error_description', 'error']

const errors: readonly ErrorRule[] = [
  { when: { status: 429 }, category: 'transient', message, rateLimit: true },
  { when: { status: [401, 403] }, category: 'sign-in', message },
  // Somebody else changed it since it was read: the next try reads it anew.
  { when: { status: [408, 412, 423, 425] }, category: 'transient', message },
  { when: { status: [400, 406, 409, 413, 415, 422] }, category: 'validation', message },
  { when: { status: [404, 405, 410] }, category: 'permanent', message },
  { when: { statusFrom: 500 }, category: 'transient', message },
]

export const fhir: Connector = {
  id: 'fhir',
  title: 'FHIR health records',
  family: 'Health records',
  version: 1,
  source:
    'HL7 FHIR R4 (4.0.1), the sections RESTful API, Search and the pages of the resources; SMART App Launch for signing in. A record is ' +
    'created with If-None-Exist by its identifier, so that a repeat makes no second one, and changed as a whole with If-Match, so that ' +
    'nobody else’s change is lost. Not every system supports conditional creation (its CapabilityStatement says so): there only the ' +
    'look before each write keeps doubles away. Unconfirmed: limits, which every operator sets; systems that want signed assertions ' +
    '(private_key_jwt) instead of a client secret are not supported. FHIR has no way to say that a system is for practice. Not checked ' +
    'against a hospital’s system.',
  auth: { kind: 'bearer' },
  signIns,
  check,
  values,
  defaultAddress: '',
  headers: { accept: 'application/fhir+json' },
  proof: ['fhir-kit-client 2.0.3', '@types/fhir 3.0.2, a description of release 3'],
  limit: { calls: 60, per: 60_000 },
  concurrency: 2,
  timeout: 30_000,
  objects: { patients, appointments, communications, tasks },
  operations: {
    'upsert-patient': upsert('Patient', 'patients', 'a patient'),
    'upsert-appointment': upsert('Appointment', 'appointments', 'an appointment'),
    'upsert-communication': upsert('Communication', 'communications', 'a message to or from a patient'),
    'upsert-task': upsert('Task', 'tasks', 'a task'),
  },
  errors,
}

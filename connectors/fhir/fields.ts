/** The resources of FHIR R4 that flows write, and where their values stand in them. Source: hl7.org/fhir/R4. */
import type { TargetObject } from '#engine'

const choices = (...values: string[]) =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1).replaceAll('-', ' ') }))

const unique = [{ name: 'identifier', label: 'Identifier' }]
const lastUpdated = {
  name: 'lastUpdated',
  label: 'Last changed',
  type: 'date-time',
  readOnly: true,
  path: 'meta.lastUpdated',
} as const

export const patients: TargetObject = {
  title: 'Patient',
  plural: 'Patients',
  fields: [
    { name: 'family', label: 'Family name', type: 'text', path: 'name.0.family' },
    { name: 'given', label: 'Given name', type: 'text', path: 'name.0.given.0' },
    { name: 'birthDate', label: 'Date of birth', type: 'date', as: 'iso-date' },
    { name: 'gender', label: 'Gender', type: 'choice', choices: choices('male', 'female', 'other', 'unknown') },
    { name: 'active', label: 'Record in use', type: 'yes-no' },
    { name: 'phone', label: 'Phone', type: 'phone', path: 'telecom[system=phone].value' },
    { name: 'email', label: 'E-mail', type: 'email', path: 'telecom[system=email].value' },
    { name: 'street', label: 'Street', type: 'text', path: 'address.0.line.0' },
    { name: 'city', label: 'City', type: 'text', path: 'address.0.city' },
    { name: 'postalCode', label: 'Postal code', type: 'text', path: 'address.0.postalCode' },
    { name: 'country', label: 'Country', type: 'text', path: 'address.0.country' },
    lastUpdated,
  ],
  unique,
}

export const appointments: TargetObject = {
  title: 'Appointment',
  plural: 'Appointments',
  fields: [
    {
      name: 'status',
      label: 'Status',
      type: 'choice',
      required: true,
      choices: choices('proposed', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'checked-in'),
    },
    { name: 'start', label: 'Begins', type: 'date-time', as: 'iso-time' },
    { name: 'end', label: 'Ends', type: 'date-time', as: 'iso-time' },
    { name: 'description', label: 'Description', type: 'text' },
    { name: 'comment', label: 'Comment', type: 'text' },
    {
      name: 'participant',
      label: 'Participant (such as Patient/123)',
      type: 'text',
      required: true,
      path: 'participant.0.actor.reference',
    },
    {
      name: 'participantStatus',
      label: 'Answer of the participant',
      type: 'choice',
      required: true,
      choices: choices('accepted', 'declined', 'tentative', 'needs-action'),
      path: 'participant.0.status',
    },
    lastUpdated,
  ],
  unique,
}

export const communications: TargetObject = {
  title: 'Message to or from a patient',
  plural: 'Messages to or from patients',
  fields: [
    {
      name: 'status',
      label: 'Status',
      type: 'choice',
      required: true,
      choices: choices('preparation', 'in-progress', 'on-hold', 'completed', 'unknown'),
    },
    { name: 'subject', label: 'Patient (such as Patient/123)', type: 'text', path: 'subject.reference' },
    { name: 'text', label: 'Text', type: 'text', path: 'payload.0.contentString' },
    { name: 'sent', label: 'Sent', type: 'date-time', as: 'iso-time' },
    {
      name: 'priority',
      label: 'Priority',
      type: 'choice',
      choices: choices('routine', 'urgent', 'asap', 'stat'),
    },
    lastUpdated,
  ],
  unique,
}

export const tasks: TargetObject = {
  title: 'Task',
  plural: 'Tasks',
  fields: [
    {
      name: 'status',
      label: 'Status',
      type: 'choice',
      required: true,
      choices: choices('draft', 'requested', 'accepted', 'rejected', 'ready', 'in-progress', 'on-hold', 'completed'),
    },
    {
      name: 'intent',
      label: 'Intent',
      type: 'choice',
      required: true,
      choices: choices('proposal', 'plan', 'order', 'unknown'),
    },
    { name: 'description', label: 'What is to be done', type: 'text' },
    { name: 'for', label: 'Patient (such as Patient/123)', type: 'text', path: 'for.reference' },
    { name: 'owner', label: 'Who does it (such as Practitioner/7)', type: 'text', path: 'owner.reference' },
    {
      name: 'priority',
      label: 'Priority',
      type: 'choice',
      choices: choices('routine', 'urgent', 'asap', 'stat'),
    },
    lastUpdated,
  ],
  unique,
}

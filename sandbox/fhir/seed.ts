import type { Desk } from '../kit/system.ts'

const system = 'https://clinic.example/mrn'
const identified = (value: string) => ({ identifier: [{ system, value }], version: 1 })

/** Near-twins, a date that is only a year, names in several scripts, somebody without any name. */
export function seedFhir({ docs }: Desk): void {
  const patients = [
    { ...identified('P-1'), name: [{ family: 'Müller', given: ['Änne'] }], birthDate: '1961', gender: 'female' },
    {
      ...identified('P-2'),
      name: [{ family: 'Mueller', given: ['Aenne'] }],
      birthDate: '1961-02-03',
      gender: 'female',
    },
    { ...identified('P-3'), name: [{ text: '山田太郎 🏥' }], active: false },
    { ...identified('P-4'), telecom: [{ system: 'phone', value: '  +49 (0)30 / 123 ' }], gender: 'unknown' },
    // The same identifier in two records: a search for it finds both.
    { ...identified('P-TWICE'), name: [{ family: 'Twin', given: ['One'] }] },
    { ...identified('P-TWICE'), name: [{ family: 'Twin', given: ['Two'] }] },
  ]
  for (const patient of patients) docs.insert('patients', patient)
  docs.insert('appointments', {
    ...identified('A-1'),
    status: 'booked',
    start: '2026-03-29T02:30:00+01:00',
    participant: [{ actor: { reference: 'Patient/1' }, status: 'accepted' }],
  })
  docs.insert('communications', {
    ...identified('C-1'),
    status: 'completed',
    payload: [{ contentString: `${'Long words about a long illness. '.repeat(90)}🤒` }],
  })
  docs.insert('tasks', { ...identified('T-1'), status: 'requested', intent: 'order', description: 'Call back' })
}

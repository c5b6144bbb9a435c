import type { Desk } from '../kit/system.ts'

const long = 'A very long message that nobody reads to its end. '.repeat(120)

const channels = [
  { id: 'C0GENERAL', name: 'general', is_archived: false, is_member: true },
  { id: 'C0SALES', name: 'sales', is_archived: false, is_member: true },
  // Near-twins: one of them is archived.
  { id: 'C0SALESOLD', name: 'sales-old', is_archived: true, is_member: true },
  { id: 'C0BOARD', name: 'board', is_archived: false, is_member: false },
  { id: 'C0UMLAUT', name: 'größe-und-maß', is_archived: false, is_member: true },
] as const

const users = [
  { id: 'U0ADA', name: 'ada', real_name: 'Ada Alder', profile: { email: 'ada@alder.example' } },
  { id: 'U0ADA2', name: 'ada2', real_name: 'Ada Alder', profile: { email: 'ada.alder@alder.example' } },
  { id: 'U0BO', name: 'bo', real_name: '', profile: { email: 'bo@birch.example' } },
]

const messages = [
  'Good morning 👋🏽',
  '',
  'Fish &amp; chips for 5 &lt; 6 people',
  long,
  'Zahlung über 1.234,50 €',
  'Same words',
  'Same words',
]

export function seedSlack({ docs }: Desk): void {
  for (const channel of channels) docs.insert('channels', { ...channel, is_channel: true }, { id: channel.id })
  for (const user of users) docs.insert('users', { ...user, deleted: false, is_bot: false }, { id: user.id })
  messages.forEach((text, index) => {
    const ts = `${1_700_000_000 + index * 3600}.00${index}900`
    const message = { type: 'message', user: 'U0ADA', channel: 'C0GENERAL', ts, text }
    docs.insert('messages', message, { id: ts })
  })
}

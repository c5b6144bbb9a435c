import type { Desk } from '../kit/system.ts'

const channels = [
  { id: '19:general@thread.tacv2', displayName: 'General', membershipType: 'standard' },
  { id: '19:sales@thread.tacv2', displayName: 'Sales 🧾', membershipType: 'standard' },
  { id: '19:sales2@thread.tacv2', displayName: 'Sales', membershipType: 'private' },
]

const texts = [
  'Guten Morgen 👋',
  '<p>Same words</p>',
  '<p>Same words</p>',
  `<p>${'A very long message. '.repeat(400)}</p>`,
]

export function seedTeams({ docs }: Desk): void {
  for (const channel of channels) docs.insert('channels', channel, { id: channel.id })
  texts.forEach((content, index) => {
    const id = `170000000${index}000000`
    const at = new Date(1_700_000_000_000 + index * 1_000_000).toISOString()
    const message = {
      ...{
        id,
        messageType: 'message',
        createdDateTime: at,
        lastModifiedDateTime: at,
        subject: null,
        importance: 'normal',
      },
      body: { contentType: 'html', content },
      from: { user: { id: 'user-2', displayName: '' } },
      channelIdentity: { teamId: 'team-1', channelId: '19:general@thread.tacv2' },
    }
    docs.insert('messages', message, { id })
  })
}

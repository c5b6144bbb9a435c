/** What the system that both write to knows and answers: reached over loopback HTTP, or called as it is. */

type Contact = { id: number; email: string }
type Sent = Omit<Contact, 'id'>

export interface Answer {
  status: number
  json: unknown
}

export interface Contacts {
  /** `/contacts` creates or updates by e-mail address, `/contacts/batch` takes a list, `/contacts/read` reads `{emails}`. */
  answer(path: string, body: string): Answer
  stats(): Stats
  /** Forgets all. */
  reset(): void
  /** Somebody else changes every second contact; calls are counted anew. */
  change(): void
}

export interface Stats {
  size: number
  calls: number
  /** Contacts that were created, and writes of contacts in all. */
  created: number
  writes: number
  /** When the first write came since the last reset or change, in milliseconds since 1970; 0: none did. */
  firstWrite: number
}

export function createContacts(): Contacts {
  const contacts = new Map<string, Contact>()
  const none = { calls: 0, created: 0, writes: 0, firstWrite: 0 }
  let counted = { ...none }
  const upsert = (sent: Sent) => {
    const known = contacts.get(sent.email)
    counted.writes++
    counted.firstWrite ||= Date.now()
    if (!known) counted.created++
    const contact = { ...(known ?? { id: contacts.size + 1 }), ...sent }
    contacts.set(sent.email, contact)
    return { id: contact.id, status: known ? 'updated' : 'created' }
  }
  const read = ({ emails }: { emails: string[] }) =>
    emails.flatMap((email) => {
      const contact = contacts.get(email)
      return contact ? [{ id: contact.id, email, fields: contact }] : []
    })
  return {
    answer(path, body) {
      counted.calls++
      try {
        const sent = JSON.parse(body)
        if (path === '/contacts/read') return { status: 200, json: read(sent) }
        if (path === '/contacts/batch') return { status: 200, json: (sent as Sent[]).map(upsert) }
        return sent.email ? { status: 200, json: upsert(sent) } : { status: 422, json: { error: 'email required' } }
      } catch (error) {
        return { status: 400, json: { error: String(error) } }
      }
    },
    stats: () => ({ size: contacts.size, ...counted }),
    reset() {
      contacts.clear()
      counted = { ...none }
    },
    change() {
      for (const contact of contacts.values())
        if (contact.id % 2 === 0) contacts.set(contact.email, Object.assign({ ...contact }, { company: 'Changed' }))
      counted = { ...none }
    },
  }
}

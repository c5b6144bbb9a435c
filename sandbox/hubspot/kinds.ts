/** What differs between the object types that this practice system knows. */
export interface Kind {
  readonly name: 'companies' | 'contacts' | 'deals' | 'tickets'
  /** HubSpot's number for the type; it stands in paths as well and in some messages. */
  readonly typeId: string
  readonly singular: string
  /** How HubSpot's messages name the type. */
  readonly shout: string
  readonly lastModified: string
  /** Properties that are answered when none are asked for. */
  readonly shown: readonly string[]
  /** Properties that the `query` of a search looks into. */
  readonly searched: readonly string[]
  /** The property that identifies an object although it is not marked `hasUniqueValue`; compared without case. */
  readonly identity: string | undefined
}

const companies: Kind = {
  name: 'companies',
  typeId: '0-2',
  singular: 'company',
  shout: 'COMPANY',
  lastModified: 'hs_lastmodifieddate',
  shown: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
  searched: ['name', 'domain', 'website', 'phone'],
  identity: undefined,
}

const contacts: Kind = {
  name: 'contacts',
  typeId: '0-1',
  singular: 'contact',
  shout: 'CONTACT',
  lastModified: 'lastmodifieddate',
  shown: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  searched: ['firstname', 'lastname', 'email', 'phone', 'company'],
  identity: 'email',
}

const deals: Kind = {
  name: 'deals',
  typeId: '0-3',
  singular: 'deal',
  shout: 'DEAL',
  lastModified: 'hs_lastmodifieddate',
  shown: [
    'amount',
    'closedate',
    'createdate',
    'dealname',
    'dealstage',
    'hs_lastmodifieddate',
    'hs_object_id',
    'pipeline',
  ],
  searched: ['dealname', 'pipeline', 'dealstage', 'description', 'dealtype'],
  identity: undefined,
}

const tickets: Kind = {
  name: 'tickets',
  typeId: '0-5',
  singular: 'ticket',
  shout: 'TICKET',
  lastModified: 'hs_lastmodifieddate',
  shown: [
    'content',
    'createdate',
    'hs_lastmodifieddate',
    'hs_object_id',
    'hs_pipeline',
    'hs_pipeline_stage',
    'hs_ticket_category',
    'hs_ticket_priority',
    'subject',
  ],
  searched: ['subject', 'content', 'hs_pipeline_stage', 'hs_ticket_category'],
  identity: undefined,
}

export const kinds: readonly Kind[] = [companies, contacts, deals, tickets]

const byWord = new Map(kinds.flatMap((kind) => [kind.name, kind.singular, kind.typeId].map((word) => [word, kind])))

/** Finds a type as it stands in a path: `companies`, `company` or `0-2`. */
export function findKind(word: string): Kind | undefined {
  return byWord.get(word)
}

import type { Document } from '../kit/documents.ts'
import { renameOut } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'
import type { Kind } from './kind.ts'

/** Moments are told in the company's time zone, without fractions. */
export const momentOf = (ms: number) => `${new Date(ms - 8 * 3_600_000).toISOString().slice(0, 19)}-08:00`

/** An entity as it is answered. */
export function shown(kind: Kind, document: Document, desk: Desk): Record<string, unknown> {
  const { SyncToken, ...body } = document.body
  return {
    ...renameOut(desk, kind.name, body),
    ...kind.show?.(document, desk),
    domain: 'QBO',
    sparse: false,
    Id: document.id,
    SyncToken,
    MetaData: { CreateTime: momentOf(document.createdAt), LastUpdatedTime: momentOf(document.updatedAt) },
  }
}

// A resource as it is answered: with its type, id, version and time of change.
import type { Body, Document } from '../kit/documents.ts'
import { mixedDate, renameOut } from '../kit/drift.ts'
import type { Desk } from '../kit/system.ts'

export const kindOf = (type: string): string => `${type.toLowerCase()}s`

export const versionOf = ({ body }: Document): number => Number(body.version ?? 1)

export function shown(desk: Desk, type: string, document: Document, index = 0): Body {
  const { version: _, ...resource } = document.body
  const lastUpdated = mixedDate(desk, new Date(document.updatedAt).toISOString(), index)
  const meta = { versionId: String(versionOf(document)), lastUpdated }
  return renameOut(desk, kindOf(type), { resourceType: type, id: document.id, meta, ...resource })
}

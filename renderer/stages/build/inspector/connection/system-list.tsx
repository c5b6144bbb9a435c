/** Every system that can be connected, by the family that people know it by; searched by name, family or what is in it. */
import type { Connector } from '#engine'
import { t } from '../../../../text/index.ts'
import { Button } from '../../../../ui/index.ts'
import { type ListItem, SearchList } from '../../palette/search-list.tsx'

export interface SystemListProps {
  systems: readonly Connector[]
  onClose(): void
  onChoose(system: Connector): void
  /** Absent: nothing can be imported here. */
  onImport?(): void
}

export function SystemList({ systems, onClose, onChoose, onImport }: SystemListProps) {
  const items = systems
    .toSorted((a, b) => a.family.localeCompare(b.family) || a.title.localeCompare(b.title))
    .map(
      (system): ListItem => ({
        id: system.id,
        title: system.title,
        icon: 'plugs',
        group: system.family,
        synonyms: [system.family, ...Object.values(system.objects).map(({ plural }) => plural)],
        ...(system.proof.length === 0 ? { about: t('connection.unproved-short') } : {}),
        choose: () => onChoose(system),
      }),
    )
  return (
    <SearchList
      title={t('connection.find')}
      placeholder={t('connection.find')}
      items={items}
      onClose={onClose}
      top={
        onImport && (
          <div className="flex items-center gap-2 border-b border-hairline px-4 py-1.5 text-13 text-muted">
            {t('imports.missing')}
            <Button size="tight" variant="quiet" icon="upload" onClick={onImport}>
              {t('imports.open')}
            </Button>
          </div>
        )
      }
    />
  )
}

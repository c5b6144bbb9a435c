/** Every system that can be connected, by the family that people know it by; searched by name, family or what is in it. */
import type { Connector } from '#engine'
import { t } from '../../../../text/index.ts'
import { type ListItem, SearchList } from '../../palette/search-list.tsx'

export interface SystemListProps {
  systems: readonly Connector[]
  onClose(): void
  onChoose(system: Connector): void
}

export function SystemList({ systems, onClose, onChoose }: SystemListProps) {
  const items = systems
    .toSorted((a, b) => a.family.localeCompare(b.family) || a.title.localeCompare(b.title))
    .map(
      (system): ListItem => ({
        id: system.id,
        title: system.title,
        icon: 'plugs',
        group: system.family,
        synonyms: [system.family, ...Object.values(system.objects).map(({ plural }) => plural)],
        ...(system.proof.length === 0 ? { about: t('connection.unproved') } : {}),
        choose: () => onChoose(system),
      }),
    )
  return <SearchList title={t('connection.find')} placeholder={t('connection.find')} items={items} onClose={onClose} />
}

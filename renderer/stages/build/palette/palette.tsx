import { type Place, stepKind, wordsOf } from '#engine'
import { indexOf, titleOf } from '../../../canvas/index.ts'
import { useDrawer } from '../../../state/drawer-store.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { type TextKey, t } from '../../../text/index.ts'
import type { IconName } from '../../../ui/index.ts'
import { useBuild } from '../build-store.ts'
import type { Command, CommandGroup } from '../commands/command.ts'
import { go } from '../commands/edit.ts'
import { allCommands } from '../commands/index.ts'
import { isMac, showKeys } from '../commands/keys.ts'
import { type ListItem, SearchList } from './search-list.tsx'

const GROUPS: Record<CommandGroup, TextKey> = {
  run: 'palette.run',
  add: 'palette.add',
  edit: 'palette.edit',
  view: 'palette.view',
  go: 'palette.go',
  settings: 'palette.settings',
}

/** Ctrl or Cmd K: every verb, every step, every setting. */
export function Palette() {
  const open = useBuild((s) => s.palette)
  if (!open) return null
  const items = [
    ...allCommands()
      .filter((one) => !one.hidden)
      .map(itemOf),
    ...stepItems(),
    ...problemItems(),
  ]
  return (
    <SearchList
      title={t('palette.title')}
      placeholder={t('palette.placeholder')}
      items={items}
      onClose={() => useBuild.setState({ palette: false })}
    />
  )
}

function itemOf(command: Command): ListItem {
  const keys = command.keys?.[0]
  const why = command.why?.()
  return {
    id: command.id,
    title: command.title,
    group: t(GROUPS[command.group]),
    ...(command.icon ? { icon: command.icon } : {}),
    ...(command.synonyms ? { synonyms: command.synonyms } : {}),
    ...(command.about ? { about: command.about } : {}),
    ...(keys ? { shortcut: showKeys(keys, isMac()) } : {}),
    ...(why === undefined ? {} : { why }),
    choose: () => requestAnimationFrame(command.run),
  }
}

function stepItems(): ListItem[] {
  const { flow } = useFlow.getState()
  if (!flow) return []
  return indexOf(flow).order.map((step) => {
    const kind = stepKind(flow.steps[step]?.kind ?? '')
    return {
      id: `step-${step}`,
      title: titleOf(flow, step),
      group: t('palette.steps'),
      icon: (kind?.icon ?? 'warning') satisfies IconName,
      about: kind?.title ?? '',
      choose: () => requestAnimationFrame(() => go({ step })),
    }
  })
}

function problemItems(): ListItem[] {
  return useFlow.getState().problems.map(({ code, values, at }, i) => ({
    id: `problem-${i}`,
    title: wordsOf(code, values).what,
    group: t('palette.problems'),
    icon: 'warning',
    choose: () => requestAnimationFrame(() => goTo(at)),
  }))
}

/** A problem of the whole flow is read in the list of problems. */
function goTo(at: Place): void {
  if (at.step !== undefined) go({ step: at.step })
  else if (at.wire !== undefined) go({ wire: at.wire })
  else useDrawer.getState().show('problems')
}

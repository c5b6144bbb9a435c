import { STEP_KINDS } from '#engine'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import type { IconName } from '../../../ui/index.ts'
import { openPicker } from '../build-store.ts'
import { addHere } from '../editing/add-step.ts'
import type { Command } from './command.ts'

/** `N`, and one verb per kind of step, found by all its other names too. */
export const addCommands = (): Command[] => [
  {
    id: 'add',
    title: t('build.add'),
    group: 'add',
    icon: 'plus',
    keys: ['n'],
    canvas: true,
    synonyms: ['new', 'insert'],
    run() {
      const { wire } = useFlow.getState().selection
      openPicker({ kind: 'add', ...(wire === undefined ? {} : { where: { wire } }) })
    },
  },
  ...STEP_KINDS.map(
    (kind): Command => ({
      id: `add-${kind.kind}`,
      title: t('build.add-kind', { kind: kind.title }),
      group: 'add',
      icon: kind.icon satisfies IconName,
      about: kind.about,
      synonyms: kind.synonyms,
      run: () => void addHere(kind.kind),
    }),
  ),
]

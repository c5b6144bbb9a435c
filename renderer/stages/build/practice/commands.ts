import { t } from '../../../text/index.ts'
import type { Command } from '../commands/command.ts'
import { usePractice } from './practice-store.ts'

export const practiceCommands = (): Command[] => [
  {
    id: 'practice',
    title: t('practice.title'),
    group: 'go',
    icon: 'flask',
    synonyms: ['practice systems', 'sandbox', 'break', 'outage', 'faults', 'reset', 'look inside', 'simulate'],
    about: t('practice.about'),
    run: () => usePractice.getState().show(),
  },
]

import { t } from '../../../text/index.ts'
import type { Command } from '../commands/command.ts'
import { useVersions } from './versions-store.ts'

export const versionCommands = (): Command[] => [
  {
    id: 'history',
    title: t('versions.title'),
    group: 'go',
    icon: 'clock',
    synonyms: ['versions', 'earlier', 'restore', 'what changed', 'compare', 'diff', 'go back'],
    about: t('versions.about'),
    run: () => void useVersions.getState().show(),
  },
]

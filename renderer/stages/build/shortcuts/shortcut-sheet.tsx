import { type TextKey, t } from '../../../text/index.ts'
import { Dialog } from '../../../ui/index.ts'
import { useBuild } from '../build-store.ts'
import type { CommandGroup } from '../commands/command.ts'
import { allCommands } from '../commands/index.ts'
import { isMac, showKeys } from '../commands/keys.ts'

const GROUPS: readonly [CommandGroup, TextKey][] = [
  ['run', 'palette.run'],
  ['add', 'palette.add'],
  ['go', 'palette.go'],
  ['edit', 'palette.edit'],
  ['view', 'palette.view'],
  ['settings', 'palette.settings'],
]

/** Every key and what it does, from the list that also serves the palette. */
export function ShortcutSheet() {
  const open = useBuild((s) => s.shortcuts)
  if (!open) return null
  const commands = [
    ...allCommands(),
    { id: 'palette-key', title: t('palette.title'), group: 'go' as const, keys: ['mod+k'] },
  ]
  return (
    <Dialog
      open
      onClose={() => useBuild.setState({ shortcuts: false })}
      title={t('shortcuts.title')}
      about={t('shortcuts.about')}
      width={760}
    >
      <div className="columns-2 gap-8">
        {GROUPS.map(([group, title]) => {
          const rows = commands.filter((one) => one.group === group && one.keys && one.id !== 'palette')
          if (rows.length === 0) return null
          return (
            <section key={group} className="mb-4 break-inside-avoid">
              <h3 className="pb-1 text-13">{t(title)}</h3>
              <dl>
                {rows.map((one) => (
                  <div
                    key={one.id}
                    className="flex items-center justify-between gap-3 border-t border-hairline py-1 text-13"
                  >
                    <dt>{one.title}</dt>
                    <dd className="flex shrink-0 gap-1.5">
                      {one.keys?.map((keys) => (
                        <kbd
                          key={keys}
                          className="rounded-control border border-hairline px-1.5 font-ui text-12 text-muted"
                        >
                          {showKeys(keys, isMac())}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}

/** The rail at the left: the five stages, and how the window looks. */
import { STAGES, type StageName, type Theme, useApp } from '../state/app-store.ts'
import { t } from '../text/index.ts'
import { IconButton } from './button.tsx'
import { Icon } from './icon.tsx'
import { joinClasses } from './join-classes.ts'
import { Menu } from './menu.tsx'
import { SluiceMark } from './sluice-mark.tsx'
import { Tooltip } from './tooltip.tsx'

export function StageRail() {
  return (
    <nav
      aria-label={t('app.stages')}
      className="flex h-full w-(--rail) flex-col items-center gap-1 border-r border-hairline bg-sunken py-1"
    >
      <span className="mb-2 grid h-9 w-9 place-items-center text-accent">
        <SluiceMark />
      </span>
      {STAGES.map((stage) => (
        <StageLink key={stage} stage={stage} />
      ))}
      <div className="mt-auto">
        <ThemeMenu />
      </div>
    </nav>
  )
}

function StageLink({ stage }: { stage: StageName }) {
  const current = useApp((state) => state.stage === stage)
  const reachable = useApp((state) => stage === 'home' || state.flowId !== undefined)
  const goTo = useApp((state) => state.goTo)
  const name = t(`stage.${stage}`)
  return (
    <Tooltip text={reachable ? name : t('app.needs-flow', { stage: name })} side="right">
      <button
        type="button"
        aria-label={name}
        aria-current={current ? 'page' : undefined}
        aria-disabled={!reachable}
        onClick={() => goTo(stage)}
        className={joinClasses(
          'relative grid h-9 w-9 place-items-center rounded-card text-muted hover:text-ink aria-disabled:opacity-45',
          'before:absolute before:inset-y-1.5 before:-left-1.5 before:w-[3px] before:rounded-r-control',
          current &&
            'forced-colors:border-2 forced-colors:border-[Highlight] bg-panel text-accent shadow-card before:bg-accent hover:text-accent',
        )}
      >
        <Icon name={stage} size={20} />
      </button>
    </Tooltip>
  )
}

const THEMES: readonly Theme[] = ['light', 'dark', 'system']

function ThemeMenu() {
  const theme = useApp((state) => state.theme)
  const setTheme = useApp((state) => state.setTheme)
  return (
    <Menu
      label={t('theme.title')}
      side="right"
      align="end"
      trigger={<IconButton icon={theme} label={t('theme.title')} size={36} side="right" />}
      groups={[
        THEMES.map((choice) => ({
          id: choice,
          label: t(`theme.${choice}`),
          icon: choice,
          chosen: theme === choice,
          onChoose: () => setTheme(choice),
        })),
      ]}
    />
  )
}

/** The palette outside Build: flows, examples, stages and appearance. In Build there is a larger one, of its verbs and steps. */
import { useEffect } from 'react'
import { STAGES, useApp } from '../state/app-store.ts'
import { t } from '../text/index.ts'
import { type ListItem, SearchList } from './build/palette/search-list.tsx'
import { useHome } from './home/home-store.ts'

export function AppPalette() {
  const showPalette = useApp((state) => state.showPalette)
  const home = useHome()
  const { refresh } = home
  useEffect(() => void refresh(), [refresh])
  return (
    <SearchList
      title={t('find.title')}
      placeholder={t('find.placeholder')}
      items={[...flowItems(home), ...startItems(home), ...stageItems(), ...themeItems()]}
      onClose={() => showPalette(false)}
    />
  )
}

type Home = ReturnType<typeof useHome.getState>

const flowItems = ({ flows = [] }: Home): ListItem[] =>
  flows.map((flow) => ({
    id: `flow-${flow.id}`,
    title: flow.name.trim() || t('flow.unnamed'),
    group: t('find.flows'),
    icon: 'build',
    about: t('home.steps', { steps: flow.steps }),
    choose: () => useApp.getState().openFlow(flow.id),
  }))

const startItems = (home: Home): ListItem[] => [
  {
    id: 'blank',
    title: t('home.blank'),
    group: t('home.start'),
    icon: 'plus',
    synonyms: ['new', 'empty', 'create'],
    choose: () => void home.openBlank(),
  },
  ...home.examples.map(
    (example): ListItem => ({
      id: `example-${example.id}`,
      title: example.title,
      group: t('home.start'),
      icon: 'play',
      about: example.about,
      synonyms: ['example', 'template', 'demo'],
      choose: () => void home.openExample(example.id),
    }),
  ),
  {
    id: 'file',
    title: t('home.open-file'),
    group: t('home.start'),
    icon: 'document',
    synonyms: ['import', 'load'],
    choose: () => void home.openFile(),
  },
]

function stageItems(): ListItem[] {
  const { flowId, stage: here, goTo } = useApp.getState()
  return STAGES.filter((stage) => stage !== here).map((stage) => ({
    id: `stage-${stage}`,
    title: t(`stage.${stage}`),
    group: t('find.go'),
    icon: stage,
    why: stage === 'home' || flowId ? undefined : t('find.no-flow'),
    choose: () => goTo(stage),
  }))
}

const themeItems = (): ListItem[] =>
  (['light', 'dark', 'system'] as const).map((theme) => ({
    id: `theme-${theme}`,
    title: t(`theme.${theme}`),
    group: t('theme.title'),
    icon: theme,
    choose: () => useApp.getState().setTheme(theme),
  }))

import { lazy, Suspense, useEffect } from 'react'
import { useConnection, useOpenings, useRefusal } from './client/index.ts'
import { HomeStage } from './stages/home/home-stage.tsx'
import { type StageName, useApp } from './state/app-store.ts'
import { t } from './text/index.ts'
import { ErrorNote, StageFrame, TooltipGroup } from './ui/index.ts'
import { StageRail } from './ui/stage-rail.tsx'

/** Home is in the first piece; Build is fetched as soon as Home is at rest, the other stages when they are first visited. */
const fetchBuild = () => import('./stages/build/build-stage.tsx')

const LATER = {
  build: lazy(() => fetchBuild().then((room) => ({ default: room.BuildStage }))),
  rehearse: lazy(() =>
    import('./stages/rehearse/rehearse-stage.tsx').then((room) => ({ default: room.RehearseStage })),
  ),
  launch: lazy(() => import('./stages/launch/launch-stage.tsx').then((room) => ({ default: room.LaunchStage }))),
  operate: lazy(() => import('./stages/operate/operate-stage.tsx').then((room) => ({ default: room.OperateStage }))),
} satisfies Record<Exclude<StageName, 'home'>, unknown>

const AppPalette = lazy(() => import('./stages/app-palette.tsx').then((room) => ({ default: room.AppPalette })))
const OpenFlow = lazy(() => import('./stages/open-flow.tsx').then((room) => ({ default: room.OpenFlow })))

export function App() {
  useEffect(() => {
    const later = requestIdleCallback(() => void fetchBuild())
    return () => cancelIdleCallback(later)
  }, [])
  return (
    <TooltipGroup delay={400}>
      <button
        type="button"
        className="absolute -top-20 left-14 z-50 rounded-control bg-ink px-3 py-1.5 text-13 text-panel focus:top-1.5"
        onClick={() => document.getElementById('stage')?.focus()}
      >
        {t('app.skip')}
      </button>
      <div className="grid h-full grid-cols-[var(--rail)_minmax(0,1fr)] grid-rows-[minmax(0,1fr)]">
        <StageRail />
        <Content />
      </div>
      <PaletteDoor />
      <ConnectionNote />
    </TooltipGroup>
  )
}

function Content() {
  const stage = useApp((state) => state.stage)
  const flowId = useApp((state) => state.flowId)
  const opened = useOpenings()
  const refusal = useRefusal()
  useEffect(() => {
    document.title = t('app.title', { stage: t(`stage.${stage}`) })
  }, [stage])
  if (refusal)
    return (
      <StageFrame name={t('app.name')}>
        <div className="mx-auto max-w-xl p-10">
          <ErrorNote reason={refusal} />
        </div>
      </StageFrame>
    )
  if (opened === 0) return <Waiting />
  if (stage === 'home' || !flowId) return <HomeStage />
  const Stage = LATER[stage]
  return (
    <Suspense fallback={<Waiting />}>
      <OpenFlow flowId={flowId}>
        <Stage key={flowId} />
      </OpenFlow>
    </Suspense>
  )
}

const Waiting = () => (
  <StageFrame name={t('app.name')}>
    <p className="sr-only" role="status">
      {t('app.loading')}
    </p>
  </StageFrame>
)

function ConnectionNote() {
  const state = useConnection()
  const refusal = useRefusal()
  if (state !== 'lost' || refusal) return null
  return (
    <div
      role="status"
      className="fixed bottom-8 left-1/2 z-50 -translate-x-1/2 rounded-card bg-ink px-4 py-2 text-13 text-panel shadow-card"
    >
      {t('app.lost')}
    </div>
  )
}

function PaletteDoor() {
  const open = useApp((state) => state.palette)
  if (!open) return null
  return (
    <Suspense fallback={null}>
      <AppPalette />
    </Suspense>
  )
}

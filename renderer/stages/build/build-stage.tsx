/** Build: library, canvas, inspector and drawer around one flow. */
import { type KeyboardEvent, useCallback, useEffect, useState } from 'react'
import type { Reason } from '#engine'
import { Canvas, viewSize } from '../../canvas/index.ts'
import { asReason, studio } from '../../client/index.ts'
import { useApp } from '../../state/app-store.ts'
import { useDrawer } from '../../state/drawer-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { useRun } from '../../state/run-store.ts'
import { useStepping } from '../../state/step-store.ts'
import { t } from '../../text/index.ts'
import { ErrorNote, Panel, StageFrame, Tabs } from '../../ui/index.ts'
import { useFreshDrift } from '../drift/use-fresh-drift.ts'
import { AddTools } from './add-tools.tsx'
import { Announcer } from './announcer.tsx'
import { setOpen, useBuild, useOpen } from './build-store.ts'
import { canvasActions } from './canvas-actions.ts'
import { press } from './commands/index.ts'
import { Drawer } from './drawer/drawer.tsx'
import { hasPlaces, withPlaces } from './editing/tidy-up.ts'
import { EmptyCanvas } from './empty-canvas.tsx'
import { FlowName } from './flow-name.tsx'
import { HealBar } from './heal-bar.tsx'
import { Inspector } from './inspector/inspector.tsx'
import { Library } from './library/library.tsx'
import { Outline } from './outline/outline.tsx'
import { Palette } from './palette/palette.tsx'
import { Pickers } from './palette/pickers.tsx'
import { BrokenMark } from './practice/broken-mark.tsx'
import { PracticeDialog } from './practice/practice-dialog.tsx'
import { usePractice } from './practice/practice-store.ts'
import { ResultStrip } from './result-strip.tsx'
import { ConflictNote, SaveNote } from './save-note.tsx'
import { ShortcutSheet } from './shortcuts/shortcut-sheet.tsx'
import { Stepping } from './stepping/stepping.tsx'
import { TopActions } from './top-actions.tsx'
import { VersionNote } from './versions/version-note.tsx'
import { VersionsDialog } from './versions/versions-dialog.tsx'

export function BuildStage() {
  const flowId = useApp((s) => s.flowId)
  const loaded = useFlow((s) => s.flow?.id)
  const failed = useOpenFlow(flowId)
  const placed = usePlaces()
  const stepping = useStepping((s) => s.active)
  useWindowKeys()
  useFreshDrift()
  if (failed || loaded === undefined || loaded !== flowId || !placed)
    return (
      <StageFrame stage={t('stage.build')} name="">
        <div className="mx-auto max-w-xl p-10">{failed && <ErrorNote reason={failed} />}</div>
      </StageFrame>
    )
  return (
    <StageFrame
      stage={t('stage.build')}
      name={<FlowName />}
      note={<VersionNote />}
      environment="practice"
      environmentDoor={{ label: t('practice.title'), open: () => usePractice.getState().show() }}
      leading={<BrokenMark />}
      actions={
        <div className="contents" data-panel="top">
          <TopActions />
        </div>
      }
      status={<SaveNote />}
      statusEnd={<span>{t('build.sealed')}</span>}
    >
      {stepping ? <Stepping /> : <Work />}
      <Palette />
      <Pickers />
      <ShortcutSheet />
      <VersionsDialog />
      <PracticeDialog />
      <Announcer />
    </StageFrame>
  )
}

function Work() {
  const library = useOpen('library')
  const inspector = useOpen('inspector')
  const closeInspector = useCallback(() => setOpen('inspector', false), [])
  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const own = event.target instanceof HTMLElement && event.target.closest('.canvas-tools, .wire-tools')
    if (!own) press(event.nativeEvent, 'canvas')
  }, [])
  return (
    <div className="flex h-full min-h-0">
      {library && (
        <Panel
          name="build.library"
          label={t('library.label')}
          edge="right"
          size={240}
          min={200}
          max={400}
          className="border-r border-hairline bg-panel"
        >
          <LeftTabs />
        </Panel>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <ResultStrip />
        <div className="relative min-h-0 flex-1" data-panel="canvas" tabIndex={-1}>
          <Canvas actions={canvasActions} onKeyDown={onKeyDown} empty={<EmptyCanvas />} />
          <AddTools />
          <HealBar />
          <ConflictNote />
        </div>
        <Bottom />
      </div>
      {inspector && (
        <Panel
          name="build.inspector"
          label={t('build.inspector')}
          edge="left"
          size={window.innerWidth >= 1600 ? 400 : 340}
          min={300}
          max={640}
          className="border-l border-hairline bg-panel"
        >
          <div className="h-full min-h-0 overflow-hidden" data-panel="inspector" tabIndex={-1}>
            <Inspector onClose={closeInspector} />
          </div>
        </Panel>
      )}
    </div>
  )
}

function Bottom() {
  const folded = useDrawer((s) => s.folded)
  if (folded)
    return (
      <div className="h-(--drawer-folded) shrink-0 overflow-hidden" data-panel="drawer" tabIndex={-1}>
        <Drawer />
      </div>
    )
  return (
    <Panel
      name="build.drawer"
      label={t('build.drawer')}
      edge="top"
      size={window.innerWidth >= 1600 ? 300 : 224}
      min={120}
      max={600}
    >
      <div className="h-full min-h-0" data-panel="drawer" tabIndex={-1}>
        <Drawer />
      </div>
    </Panel>
  )
}

function LeftTabs() {
  const tab = useBuild((s) => s.leftTab)
  return (
    <div className="h-full min-h-0 pt-1" data-panel="library" tabIndex={-1}>
      <Tabs<'steps' | 'outline'>
        label={t('library.label')}
        tabs={[
          { id: 'steps', label: t('library.steps') },
          { id: 'outline', label: t('library.outline') },
        ]}
        chosen={tab}
        onChoose={(leftTab) => useBuild.setState({ leftTab })}
      >
        {tab === 'steps' ? <Library /> : <Outline />}
      </Tabs>
    </div>
  )
}

/** Loads the flow and follows its runs. Coming back to a flow that is open keeps its undo. */
function useOpenFlow(flowId: string | undefined): Reason | undefined {
  const [failed, setFailed] = useState<Reason>()
  useEffect(() => {
    if (flowId === undefined) return
    let mine = true
    useRun.getState().attach(flowId)
    if (useFlow.getState().flow?.id === flowId) return
    studio()
      .flows.open({ flow: flowId })
      .then((saved) => mine && useFlow.getState().load({ ...saved, flow: withPlaces(saved.flow, viewSize()) }))
      .catch((error: unknown) => mine && setFailed(asReason(error)))
    return () => {
      mine = false
    }
  }, [flowId])
  return failed
}

/** A flow that was written elsewhere may have steps without a place: they get one before anything is drawn. */
function usePlaces(): boolean {
  const placed = useFlow((s) => s.flow === undefined || hasPlaces(s.flow))
  useEffect(() => {
    const { flow } = useFlow.getState()
    if (!placed && flow) useFlow.setState({ flow: withPlaces(flow, viewSize()) })
  }, [placed])
  return placed
}

/** Keys that work anywhere in Build, and a save when the window is left. */
function useWindowKeys(): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!event.defaultPrevented) press(event, 'window')
    }
    const onHide = () => void useFlow.getState().saveNow()
    window.addEventListener('keydown', onKey)
    document.addEventListener('visibilitychange', onHide)
    return () => {
      window.removeEventListener('keydown', onKey)
      document.removeEventListener('visibilitychange', onHide)
      onHide()
    }
  }, [])
}

import { useDrawer } from '../../state/drawer-store.ts'
import { useDriftCount } from '../../state/drift-store.ts'
import { useFlow } from '../../state/flow-store.ts'
import { useRun } from '../../state/run-store.ts'
import { useStepping } from '../../state/step-store.ts'
import { t } from '../../text/index.ts'
import { Button, Icon, IconButton, joinClasses } from '../../ui/index.ts'
import { useBuild } from './build-store.ts'
import { run, step, stop } from './commands/run.ts'

/** Right end of the top bar: problems, undo, Step, and the one accent button. */
export function TopActions() {
  const busy = useRun((s) => s.busy)
  const ran = useRun((s) => s.view !== undefined)
  const stepping = useStepping((s) => s.active)
  return (
    <>
      <UndoButtons />
      <ProblemCount />
      <IconButton
        icon="search"
        label={t('palette.title')}
        shortcut="Ctrl K"
        size={32}
        onClick={() => useBuild.setState({ palette: true })}
      />
      {stepping ? (
        <Button icon="stop" onClick={stop}>
          {t('build.leave-stepping')}
        </Button>
      ) : (
        <Button icon="next" onClick={step} disabled={busy} title={t('build.step-about')}>
          {t('build.step')}
        </Button>
      )}
      {busy ? (
        <Button variant="primary" icon="stop" onClick={stop}>
          {t('build.stop')}
        </Button>
      ) : (
        <Button variant="primary" icon="play" onClick={run}>
          {t(ran ? 'build.run-again' : 'build.run')}
        </Button>
      )}
    </>
  )
}

function UndoButtons() {
  const undoName = useFlow((s) => s.undoName)
  const redoName = useFlow((s) => s.redoName)
  const { undo, redo } = useFlow.getState()
  return (
    <span className="flex">
      <IconButton
        icon="undo"
        label={undoName === undefined ? t('why.nothing-to-undo') : t('build.undo-what', { what: undoName })}
        shortcut="Ctrl Z"
        disabled={undoName === undefined}
        onClick={undo}
      />
      <IconButton
        icon="redo"
        label={redoName === undefined ? t('why.nothing-to-redo') : t('build.redo-what', { what: redoName })}
        shortcut="Ctrl Shift Z"
        disabled={redoName === undefined}
        onClick={redo}
      />
    </span>
  )
}

function ProblemCount() {
  const blocking = useFlow((s) => s.problems.filter((one) => one.severity === 'blocks').length)
  const drawn = useFlow((s) => s.problems.filter((one) => one.severity === 'warns').length)
  const warning = drawn + useDriftCount()
  const count = blocking + warning
  return (
    <button
      type="button"
      className={joinClasses(
        'inline-flex h-8 items-center gap-1.5 rounded-control px-1.5 text-13 hover:bg-sunken',
        blocking > 0 ? 'text-error' : warning > 0 ? 'text-rejected' : 'text-success',
      )}
      onClick={() => useDrawer.getState().show('problems')}
    >
      <Icon name={count > 0 ? 'warning' : 'check'} size={16} />
      {t('problems.count', { count })}
    </button>
  )
}

import type { ReactNode } from 'react'
import { t } from '../text/index.ts'
import { IconButton } from '../ui/index.ts'
import { useCanvas } from './canvas-store.ts'
import { view } from './viewport.ts'

export function ZoomControls() {
  const zoom = useCanvas((s) => s.zoom)
  return (
    <div className="canvas-tools canvas-tools-right" role="toolbar" aria-label={t('canvas.zoom')}>
      <IconButton icon="minus" label={t('canvas.zoom-out')} side="top" onClick={view.zoomOut} />
      <button
        type="button"
        className="canvas-zoom"
        aria-label={t('canvas.zoom-now', { zoom })}
        onClick={() => view.zoomTo(1)}
      >
        {zoom}%
      </button>
      <IconButton icon="plus" label={t('canvas.zoom-in')} side="top" onClick={view.zoomIn} />
      <IconButton icon="fit" label={t('canvas.fit')} shortcut="1" side="top" onClick={() => view.fit()} />
    </div>
  )
}

/** Buttons of the stage, at the other end of the same line. */
export function CanvasTools({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="canvas-tools canvas-tools-left" role="toolbar" aria-label={label}>
      {children}
    </div>
  )
}

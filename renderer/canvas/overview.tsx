/** The small map in the corner: on large screens, for flows that are worth it and not so large that it would slow them down. */
import { useSyncExternalStore } from 'react'
import { MiniMap } from 'reactflow'
import { useFlow } from '../state/flow-store.ts'
import { t } from '../text/index.ts'
import type { CardNode } from './card-nodes.ts'
import { problemsAt } from './flow-index.ts'

const FEW = 6
const MANY = 300
const WIDE = '(min-width: 1600px)'

const useWide = () =>
  useSyncExternalStore(
    (changed) => {
      const wide = matchMedia(WIDE)
      wide.addEventListener('change', changed)
      return () => wide.removeEventListener('change', changed)
    },
    () => matchMedia(WIDE).matches,
  )

const colourOf = (node: CardNode): string => {
  const worst = problemsAt(useFlow.getState().problems, node.id)[0]?.severity
  if (worst === 'blocks') return 'var(--error)'
  return node.selected ? 'var(--accent)' : 'var(--edge)'
}

export function Overview() {
  const isWide = useWide()
  const count = useFlow((s) => Object.keys(s.flow?.steps ?? {}).length)
  if (!isWide || count < FEW || count > MANY) return null
  return (
    <MiniMap<CardNode>
      className="canvas-map"
      ariaLabel={t('canvas.map')}
      nodeColor={colourOf}
      nodeBorderRadius={12}
      maskColor="color-mix(in oklch, var(--canvas) 60%, transparent)"
      pannable
      zoomable
    />
  )
}

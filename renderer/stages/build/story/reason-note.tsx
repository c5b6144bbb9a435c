/** Why a record left, in its three sentences, with the mark of the exit it took. */
import { type PortKind, type PortName, portKindOf, type Reason, wordsOf } from '#engine'
import { joinClasses, PortMark } from '../../../ui/index.ts'

const TINTS: Readonly<Record<PortKind, string>> = {
  main: 'border-hairline bg-canvas',
  error: 'border-error/40 bg-tint-error',
  duplicate: 'border-duplicate/40 bg-tint-duplicate',
  rejected: 'border-rejected/40 bg-tint-rejected',
  'low-confidence': 'border-low/40 bg-tint-low',
}

export function ReasonNote({ reason, port = 'error' }: { reason: Reason; port?: PortName | undefined }) {
  const { what, effect, next } = wordsOf(reason.code, reason.values)
  return (
    <div
      className={joinClasses('flex items-start gap-2 rounded-card border px-3 py-2 text-13', TINTS[portKindOf(port)])}
    >
      <span className="mt-[3px]">
        <PortMark port={port} />
      </span>
      <div className="min-w-0 break-words">
        <p className="font-strong">{what}</p>
        {effect !== '' && <p>{effect}</p>}
        {next !== '' && <p>{next}</p>}
      </div>
    </div>
  )
}

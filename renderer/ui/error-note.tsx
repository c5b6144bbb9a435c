import { type ReactNode, useState } from 'react'
import type { Reason } from '#engine'
import { wordsOf } from '#engine'
import { t } from '../text/index.ts'
import { Button, IconButton } from './button.tsx'
import { Icon } from './icon.tsx'

export interface ErrorNoteProps {
  reason: Reason
  /** The next action as a button, when the screen can do it. */
  action?: { label: string; onPress(): void; busy?: boolean }
  onDismiss?(): void
  /** Without the frame, for places that have their own. */
  bare?: boolean
}

/** What happened, the effect on the records, what to do next; then Details with Copy. Announced at once. */
export function ErrorNote({ reason, action, onDismiss, bare }: ErrorNoteProps) {
  const words = wordsOf(reason.code, reason.values)
  const frame = bare ? '' : 'rounded-card border border-error/40 bg-tint-error px-3 py-2.5'
  return (
    <div role="alert" className={`flex items-start gap-2.5 text-13 ${frame}`}>
      <Icon name="warning" className="mt-px text-error" />
      <div className="min-w-0 flex-1">
        <p className="font-strong">{words.what}</p>
        {words.effect !== '' && <p>{words.effect}</p>}
        <p>{words.next}</p>
        <Details reason={reason} />
      </div>
      {action && (
        <Button size="tight" onClick={action.onPress} busy={action.busy ?? false}>
          {action.label}
        </Button>
      )}
      {onDismiss && <IconButton icon="close" label={t('error.dismiss')} onClick={onDismiss} />}
    </div>
  )
}

function Details({ reason }: { reason: Reason }) {
  const [copied, setCopied] = useState(false)
  const rows = detailsOf(reason)
  const copy = async () => {
    await navigator.clipboard.writeText(rows.map(([name, value]) => `${name}: ${value}`).join('\n'))
    setCopied(true)
  }
  return (
    <details className="mt-1">
      <summary className="w-fit text-12 text-muted">{t('error.details')}</summary>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-12">
        {rows.map(([name, value]) => (
          <Pair key={name} name={name}>
            {value}
          </Pair>
        ))}
      </dl>
      <Button size="tight" variant="quiet" className="mt-1 -ml-2.5" icon="copy" onClick={() => void copy()}>
        {t(copied ? 'error.copied' : 'error.copy')}
      </Button>
    </details>
  )
}

const Pair = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{name}</dt>
    <dd className="font-record break-words">{children}</dd>
  </>
)

function detailsOf(reason: Reason): [string, string][] {
  const rest = Object.entries({ ...reason.values, ...reason.details }).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return [[t('error.code'), reason.code], [t('error.kind'), reason.category], ...rest]
}

/** The file that a start reads: chosen or dropped, sent to the studio in pieces, shown with what was understood of it. */
import { ScrollArea } from '@base-ui/react/scroll-area'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { isCode, type Reason, sentenceOf } from '#engine'
import type { KeptFile } from '#protocol'
import { asReason, isAborted } from '../../../../client/index.ts'
import { asFile, useSample } from '../../../../state/sample-store.ts'
import { t } from '../../../../text/index.ts'
import { Button, ErrorNote, Icon, joinClasses } from '../../../../ui/index.ts'
import type { ControlProps } from '../form.ts'
import { chooseSheet, SheetChooser } from './sheet-chooser.tsx'
import { uploadFile } from './upload.ts'

interface Sending {
  name: string
  share: number
}

export function FileControl({ field, value, form }: ControlProps<'file'>) {
  const file = asFile(value)
  const { sending, error, kept, send, cancel, forget } = useUpload((done) => chooseSheet(form, field, done, ''))
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped) void send(dropped)
  }
  return (
    <div className="flex flex-col gap-2">
      <fieldset
        aria-label={field.label}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={joinClasses(
          'flex flex-col gap-2 rounded-card border border-dashed p-3',
          over ? 'border-accent bg-tint-accent' : 'border-edge bg-canvas',
        )}
      >
        {file && <Chosen name={file.name} columns={file.columns} />}
        {sending ? (
          <Progress sending={sending} onCancel={cancel} />
        ) : (
          <div className="flex flex-wrap items-center gap-2 text-12 text-muted">
            <Button size="tight" icon="upload" onClick={() => input.current?.click()}>
              {t(file ? 'file.other' : 'file.choose')}
            </Button>
            {over ? t('file.drop-now') : t('file.drop')}
          </div>
        )}
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.json,text/csv"
          tabIndex={-1}
          aria-label={field.label}
          className="sr-only"
          onChange={(event) => {
            const picked = event.target.files?.[0]
            event.target.value = ''
            if (picked) void send(picked)
          }}
        />
      </fieldset>
      {error && <ErrorNote reason={error} onDismiss={forget} />}
      {file && <SheetChooser key={file.file} file={file.file} field={field} form={form} />}
      {kept && <Understood kept={kept} />}
    </div>
  )
}

/** One upload at a time; a new one gives up the one before, and so does closing the form. */
function useUpload(done: (kept: KeptFile) => void) {
  const [sending, setSending] = useState<Sending>()
  const [error, setError] = useState<Reason>()
  const [kept, setKept] = useState<KeptFile>()
  const going = useRef<AbortController>(undefined)
  const cancel = () => going.current?.abort()
  useEffect(() => () => going.current?.abort(), [])
  const send = async (file: File) => {
    cancel()
    const mine = new AbortController()
    going.current = mine
    setError(undefined)
    setSending({ name: file.name, share: 0 })
    try {
      const share = (sent: number) => setSending({ name: file.name, share: file.size === 0 ? 1 : sent / file.size })
      const result = await uploadFile(file, share, mine.signal)
      setKept(result)
      done(result)
    } catch (failed) {
      if (!mine.signal.aborted && !isAborted(failed)) setError(asReason(failed))
    } finally {
      if (going.current === mine) setSending(undefined)
    }
  }
  return { sending, error, kept, send, cancel, forget: () => setError(undefined) }
}

function Chosen({ name, columns }: { name: string; columns: readonly string[] }) {
  const total = useSample((sample) => (sample.file?.name === name ? sample.total : 0))
  return (
    <div className="flex items-start gap-2 text-13">
      <Icon name="file" className="mt-px text-accent" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={name}>
          {name}
        </p>
        <p className="text-12 text-muted">
          {total > 0 && `${t('samples.rows-only', { count: total })} · `}
          {t('file.columns', { count: columns.length })}
        </p>
        {columns.length > 0 && (
          <ScrollArea.Root className="mt-1">
            <ScrollArea.Viewport className="max-h-24 overscroll-contain">
              <ul className="flex flex-wrap gap-1">
                {columns.map((column) => (
                  <li
                    key={column}
                    className="max-w-full truncate rounded-control border border-hairline bg-panel px-1.5 text-12"
                    title={column}
                  >
                    {column}
                  </li>
                ))}
              </ul>
            </ScrollArea.Viewport>
          </ScrollArea.Root>
        )}
      </div>
    </div>
  )
}

function Progress({ sending, onCancel }: { sending: Sending; onCancel(): void }) {
  const text = t('file.sending', { name: sending.name, percent: Math.min(1, sending.share) })
  return (
    <div className="flex flex-col gap-1 text-12">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate" role="status">
          {text}
        </span>
        <Button size="tight" variant="quiet" onClick={onCancel}>
          {t('file.cancel')}
        </Button>
      </div>
      <progress aria-label={text} value={sending.share} max={1} className="h-1 w-full accent-accent" />
    </div>
  )
}

const SEPARATORS: Readonly<Record<string, 'file.comma' | 'file.semicolon' | 'file.tab' | 'file.bar'>> = {
  ',': 'file.comma',
  ';': 'file.semicolon',
  '\t': 'file.tab',
  '|': 'file.bar',
}

function Understood({ kept }: { kept: KeptFile }) {
  const separator = Object.hasOwn(SEPARATORS, kept.separator) ? SEPARATORS[kept.separator] : undefined
  return (
    <div className="text-12 text-muted">
      {kept.kind === 'csv' && (
        <p>{t('file.encoding', { encoding: kept.encoding, separator: separator ? t(separator) : kept.separator })}</p>
      )}
      <p>{t('file.kept')}</p>
      {kept.notes.length > 0 && (
        <ul className="mt-1 flex flex-col gap-1" aria-label={t('file.notes')}>
          {kept.notes.map((note) => (
            <li key={note.code + JSON.stringify(note.values)} className="flex items-start gap-1.5">
              <Icon name="info" size={14} className="mt-px text-low" />
              <span>{isCode(note.code) ? sentenceOf(note.code, note.values) : note.code}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The settings of a step as a sentence whose chips are edited in place. */
import { Popover } from '@base-ui/react/popover'
import { Fragment } from 'react'
import { EXIT_LABELS, exitsOf, type PortKind, type PortName, portKindOf, type SettingField } from '#engine'
import { t } from '../../../../text/index.ts'
import { joinClasses, PortMark } from '../../../../ui/index.ts'
import type { StepForm } from '../form.ts'
import { problemsOf } from '../form.ts'
import { ProblemNotes } from '../problem-notes.tsx'
import { chooserOf } from '../relevant.ts'
import { SettingControl } from '../setting-control.tsx'
import { parseSentence } from './parse-sentence.ts'
import { chipsOf } from './sentence-words.ts'

export function SettingSentence({ sentence, form }: { sentence: string; form: StepForm }) {
  const { fields } = form.kind
  const inSentence = (key: string) => fields.find((field) => field.key === key)
  const problems = fields.flatMap((field) => problemsOf(form, field.key))
  return (
    <div className="flex flex-col gap-2">
      <p className="text-16 leading-8 large:text-[18px] large:leading-[34px]">
        {parseSentence(sentence).map((piece) => {
          if (piece.kind === 'words') return <Words key={piece.text} text={piece.text} form={form} />
          const field = inSentence(piece.key)
          // A setting that a choice opens is edited and said together with that choice.
          if (!field || chooserOf(field, fields)) return null
          return <Hole key={field.key} field={field} form={form} />
        })}
      </p>
      <ProblemNotes problems={problems} />
    </div>
  )
}

/** Words, in which the name of one of the step's exits carries its mark. */
function Words({ text, form }: { text: string; form: StepForm }) {
  const exit = exitsOf(form.kind, form.step.settings).find(
    (port) => port !== 'main' && text.includes(EXIT_LABELS[port]),
  )
  if (!exit) return <>{text}</>
  const at = text.indexOf(EXIT_LABELS[exit])
  return (
    <>
      {text.slice(0, at)}
      <ExitChip port={exit} />
      {text.slice(at + EXIT_LABELS[exit].length)}
    </>
  )
}

const EXIT_TINTS: Readonly<Record<PortKind, string>> = {
  main: 'bg-tint-accent border-accent/35 text-accent',
  error: 'bg-tint-error border-error/40 text-error',
  duplicate: 'bg-tint-duplicate border-duplicate/40 text-duplicate',
  rejected: 'bg-tint-rejected border-rejected/40 text-rejected',
  'low-confidence': 'bg-tint-low border-low/40 text-low',
}

const ExitChip = ({ port }: { port: PortName }) => (
  <span
    className={joinClasses(
      'inline-flex items-center gap-1 rounded-control border px-1.5 align-baseline leading-6 font-medium whitespace-nowrap',
      EXIT_TINTS[portKindOf(port)],
    )}
  >
    <PortMark port={port} />
    {EXIT_LABELS[port]}
  </span>
)

function Hole({ field, form }: { field: SettingField; form: StepForm }) {
  const { fields } = form.kind
  const chips = chipsOf(field, fields, form.step.settings)
  const opened = fields.filter((other) => chooserOf(other, fields)?.key === field.key)
  const relevant = opened.filter((other) => other.key === form.step.settings[field.key])
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`${t('sentence.edit', { setting: field.label })}: ${chips.length === 0 ? t('sentence.empty', { setting: field.label.toLowerCase() }) : chips.join(` ${t('sentence.and')} `)}`}
        className="group inline max-w-full align-baseline text-left"
        nativeButton={false}
        render={<span />}
      >
        {chips.length === 0 ? (
          <span className="rounded-control border border-dashed border-edge px-1.5 leading-6 text-muted group-hover:bg-sunken">
            {t('sentence.empty', { setting: field.label.toLowerCase() })}
          </span>
        ) : (
          chips.map((chip, i) => (
            <Fragment key={chip}>
              {i > 0 && ` ${t('sentence.and')} `}
              <span className="rounded-control border border-accent/35 bg-tint-accent px-1.5 leading-6 font-medium break-words box-decoration-clone group-hover:brightness-95">
                {chip}
              </span>
            </Fragment>
          ))
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="start" sideOffset={6} className="z-40">
          <Popover.Popup
            aria-label={t('sentence.edit', { setting: field.label })}
            className="flex w-80 max-w-(--available-width) flex-col gap-3 rounded-card border border-hairline bg-panel p-3 shadow-card"
          >
            <SettingControl field={field} form={form} />
            {relevant.map((other) => (
              <SettingControl key={other.key} field={other} form={form} />
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

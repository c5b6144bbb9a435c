/** Home: see a safe flow work, begin one, or go on with one. */
import { useEffect } from 'react'
import type { SourceKind } from '#engine'
import type { ExampleSummary } from '#protocol'
import { useOpenings } from '../../client/index.ts'
import { t } from '../../text/index.ts'
import { Button, ErrorNote, Icon, type IconName, StageFrame } from '../../ui/index.ts'
import { HeroPicture } from './hero-picture.tsx'
import { useHome } from './home-store.ts'
import { RecentFlows } from './recent-flows.tsx'
import { SearchBox } from './search-box.tsx'

/** How its records come, as the step that begins such a flow shows it. Written here, so that Home does not wait for the step kinds. */
const START_ICONS: Record<SourceKind, IconName> = {
  file: 'file',
  webhook: 'webhook',
  schedule: 'clock',
  poll: 'poll',
  folder: 'folder',
  manual: 'manual',
  events: 'events',
  flow: 'flow',
}

export function HomeStage() {
  const home = useHome()
  const [hero, ...others] = home.examples
  const openings = useOpenings()
  const { refresh } = home
  useEffect(() => {
    if (openings > 0) void refresh()
  }, [openings, refresh])
  return (
    <StageFrame
      name={<span className="text-16">{t('app.name')}</span>}
      actions={
        <>
          <SearchBox />
          <Button icon="document" busy={home.busy === 'file'} onClick={() => void home.openFile()}>
            {t('home.open-file')}
          </Button>
        </>
      }
      status={<span>{t('home.status')}</span>}
      statusEnd={home.version && <span>{t('home.version', { version: home.version })}</span>}
    >
      <div className="h-full overflow-y-auto">
        <div className="mx-auto grid max-w-[1680px] grid-cols-[minmax(0,1fr)_352px] gap-x-6 gap-y-5 px-6 pt-5 pb-4 large:grid-cols-[minmax(0,1fr)_440px] large:gap-8 large:px-10 large:pt-10 max-[900px]:grid-cols-1">
          {home.error && (
            <div className="col-span-full">
              <ErrorNote reason={home.error} onDismiss={home.dismiss} />
            </div>
          )}
          <Hero
            {...(hero ? { example: hero } : {})}
            busy={home.busy === hero?.id}
            onOpen={() => hero && void home.openExample(hero.id)}
          />
          <section aria-labelledby="start">
            <h2 id="start" className="flex min-h-7 items-center text-16">
              {t('home.start')}
            </h2>
            <div className="mt-2.5 grid grid-cols-[repeat(auto-fill,minmax(240px,1fr))] gap-3">
              <StartCard
                fresh
                icon="plus"
                title={t('home.blank')}
                about={t('home.blank-about')}
                foot={t('home.blank-foot')}
                onOpen={() => void home.openBlank()}
              />
              {others.map((example) => (
                <StartCard
                  key={example.id}
                  icon={example.start ? START_ICONS[example.start] : 'document'}
                  title={example.title}
                  about={example.about}
                  foot={t('home.example-foot', { systems: example.systems.join(', '), steps: example.steps })}
                  onOpen={() => void home.openExample(example.id)}
                />
              ))}
              <StartCard
                icon="document"
                title={t('home.file-title')}
                about={t('home.file-about')}
                foot={t('home.file-foot')}
                onOpen={() => void home.openFile()}
              />
            </div>
          </section>
          <RecentFlows home={home} />
        </div>
      </div>
    </StageFrame>
  )
}

function Hero({ example, busy, onOpen }: { example?: ExampleSummary; busy: boolean; onOpen(): void }) {
  return (
    <section className="sheet col-span-full grid grid-cols-[1fr_1.9fr] items-center gap-6 py-6 pr-6 pl-7 max-[900px]:grid-cols-1 large:py-10 large:pl-12">
      <div>
        <h1 className="text-26 tracking-tight">{t('home.hero')}</h1>
        <p className="mt-2 mb-4.5 max-w-[46ch] text-muted large:text-16">{t('home.hero-about')}</p>
        <Button variant="primary" size="large" icon="play" busy={busy} disabled={!example} onClick={onOpen}>
          {t('home.hero-open')}
        </Button>
      </div>
      <HeroPicture />
    </section>
  )
}

interface StartCardProps {
  icon: IconName
  title: string
  about: string
  foot: string
  /** Begins with nothing. */
  fresh?: boolean
  onOpen(): void
}

const StartCard = ({ icon, title, about, foot, fresh, onOpen }: StartCardProps) => (
  <button
    type="button"
    onClick={onOpen}
    className={`grid min-h-27 grid-cols-[32px_1fr] content-start gap-x-3 gap-y-0.5 rounded-card border px-3.5 pt-3.5 pb-3 text-left transition-[border-color] duration-(--m-hover) hover:border-accent ${fresh ? 'border-dashed border-edge' : 'border-hairline bg-panel'}`}
  >
    <span className={`row-span-3 grid h-8 w-8 place-items-center rounded-tile bg-sunken ${fresh ? 'text-accent' : ''}`}>
      <Icon name={icon} />
    </span>
    <span className="font-strong">{title}</span>
    <span className="text-13">{about}</span>
    <span className="mt-1.5 text-12 text-muted">{foot}</span>
  </button>
)

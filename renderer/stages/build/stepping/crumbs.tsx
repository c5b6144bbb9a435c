/** Which record is told: the row, and what was made of it on the way to the present one. */
import { Fragment } from 'react'
import { useStepping } from '../../../state/step-store.ts'
import { storyAt } from '../../../state/step-stories.ts'
import { t } from '../../../text/index.ts'
import { Icon } from '../../../ui/index.ts'
import { partName } from './part-name.ts'

export function Crumbs() {
  const { whole, path, outTo } = useStepping()
  if (!whole || path.length === 0) return null
  return (
    <nav
      aria-label={t('into.where')}
      className="flex min-h-9 shrink-0 items-center gap-1.5 overflow-x-auto border-b border-hairline bg-panel px-5 text-13 large:px-12"
    >
      {[...path, -1].map((_, depth) => {
        const story = storyAt(whole, path.slice(0, depth))
        const key = path.slice(0, depth).join('.')
        const name = story && partName(story, storyAt(whole, path.slice(0, Math.max(0, depth - 1))))
        const here = depth === path.length
        return (
          <Fragment key={key}>
            {depth > 0 && <Icon name="right" size={12} className="text-muted" />}
            {here ? (
              <span aria-current="location" className="font-strong whitespace-nowrap">
                {name}
              </span>
            ) : (
              <button type="button" className="link whitespace-nowrap" onClick={() => outTo(depth)}>
                {name}
              </button>
            )}
          </Fragment>
        )
      })}
    </nav>
  )
}

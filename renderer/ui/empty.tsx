import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** A place with nothing in it: one sentence, at most one action. */
export function Empty({ icon, children, action }: { icon?: IconName; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center justify-center gap-3 px-6 py-8 text-center text-13 text-muted">
      {icon && <Icon name={icon} size={24} />}
      <p className="max-w-[52ch]">{children}</p>
      {action}
    </div>
  )
}

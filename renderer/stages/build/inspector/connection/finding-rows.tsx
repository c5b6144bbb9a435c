/** What the last check of a sign-in found, one line for each question. */
import type { ReactNode } from 'react'
import type { NeededPermission, SignInFinding } from '#engine'
import type { ConnectionView } from '#protocol'
import { showMoment, t } from '../../../../text/index.ts'
import { Icon } from '../../../../ui/index.ts'

type Mark = 'yes' | 'no' | 'open'

export function FindingRows({ saved }: { saved: ConnectionView }) {
  const found = saved.checked
  if (!found) return null
  const { address } = saved
  const there: Mark = found.reachable ? 'yes' : found.state === 'unknown' ? 'open' : 'no'
  const reach = { yes: 'access.reachable', no: 'access.not-reachable', open: 'access.reach-unknown' } as const
  return (
    <ul className="flex flex-col gap-1 text-12">
      <Row mark={there}>
        <span className="break-all">{t(reach[there], { address })}</span>
      </Row>
      <Accepted found={found} />
      <Whose saved={saved} found={found} />
      {found.accepted && <Permissions found={found} />}
      {found.accepted && <Until saved={saved} />}
    </ul>
  )
}

const ICON = { yes: 'check', no: 'warning', open: 'minus' } as const
const COLOUR = { yes: 'text-success', no: 'text-rejected', open: 'text-muted' } as const

const Row = ({ mark, children }: { mark: Mark; children: ReactNode }) => (
  <li className="flex gap-1.5">
    <Icon name={ICON[mark]} size={14} className={`mt-px ${COLOUR[mark]}`} />
    <div className="min-w-0">{children}</div>
  </li>
)

function Accepted({ found: { accepted, reachable } }: { found: SignInFinding }) {
  if (!reachable && accepted === undefined) return null
  if (accepted === undefined) return <Row mark="open">{t('access.accept-unknown')}</Row>
  return <Row mark={accepted ? 'yes' : 'no'}>{t(accepted ? 'access.accepted' : 'access.not-accepted')}</Row>
}

/** A name, an account, and whether the sign-in ends when somebody leaves. */
function Whose({ saved, found }: { saved: ConnectionView; found: SignInFinding }) {
  const belongs = found.belongsTo ?? saved.belongsTo
  const name = found.who
    ? t('access.as', { who: found.who })
    : saved.account
      ? t('access.account', { account: saved.account })
      : ''
  if (!found.accepted && name === '') return null
  const mark = belongs === 'service' ? 'yes' : belongs === 'person' ? 'no' : 'open'
  const whose = { yes: 'access.service', no: 'access.person', open: 'access.belongs-unknown' } as const
  return (
    <Row mark={mark}>
      {name !== '' && <span className="block font-medium">{name}</span>}
      {t(whose[mark])}
    </Row>
  )
}

function Permissions({ found: { needs, missing } }: { found: SignInFinding }) {
  if (needs.length === 0) return <Row mark="yes">{t('access.permissions-none')}</Row>
  const untold = needs.some(({ has }) => has === undefined)
  return (
    <Row mark={missing.length > 0 ? 'no' : untold ? 'open' : 'yes'}>
      {missing.length > 0
        ? t('access.permissions-missing', { count: missing.length })
        : untold
          ? t('access.permissions-unknown')
          : t('access.permissions-all', { count: needs.length })}
      <ul className="mt-0.5 flex flex-col gap-0.5">
        {needs.map((need) => (
          <Permission
            key={need.permission}
            need={need}
            missing={missing.includes(need.permission)}
            told={untold || missing.length > 0}
          />
        ))}
      </ul>
    </Row>
  )
}

interface PermissionProps {
  need: NeededPermission
  missing: boolean
  /** Each says how it stands, because they do not all stand alike. */
  told: boolean
}

function Permission({ need, missing, told }: PermissionProps) {
  const state = missing ? 'missing' : need.has ? 'there' : 'untold'
  return (
    <li title={need.reasons.join('; ')}>
      <span className="font-record break-all">{need.permission}</span>
      {told && <span className={missing ? 'text-rejected' : 'text-muted'}>: {t(`access.${state}`)}</span>}
    </li>
  )
}

function Until({ saved }: { saved: ConnectionView }) {
  if (saved.renews) return <Row mark="yes">{t('access.renews')}</Row>
  const end = saved.checked?.expires ?? saved.expires
  if (end === undefined) return <Row mark="open">{t('access.no-end')}</Row>
  return <Row mark={saved.warning > 0 ? 'no' : 'yes'}>{t('access.until', { day: showMoment(end) })}</Row>
}

import type { Connection } from './schema.ts'

/** A key that was handed out, or a token of OAuth. Times in milliseconds since 1970. */
export interface SignInRow {
  /** Grows with every sign-in that is made. */
  readonly n: number
  readonly credential: string
  readonly kind: 'key' | 'access' | 'refresh'
  readonly permissions: readonly string[]
  readonly person: string | undefined
  /** What came of one consent has one family: it is taken back together. */
  readonly family: string | undefined
  /** Made for an app that has no secret. */
  readonly public: boolean
  readonly madeAt: number
  readonly endsAt: number | undefined
  readonly revoked: boolean
  /** A refresh token that was used. */
  readonly used: boolean
  readonly calls: number
}

export type NewSignIn = Pick<SignInRow, 'credential' | 'kind' | 'permissions' | 'madeAt'> &
  Partial<Pick<SignInRow, 'person' | 'family' | 'public' | 'endsAt' | 'revoked'>>

interface Row {
  n: number
  credential: string
  kind: 'key' | 'access' | 'refresh'
  permissions: string
  person: string | null
  family: string | null
  public: number
  made_at: number
  ends_at: number | null
  revoked: number
  used: number
  calls: number
}

export interface SignInTable {
  make(system: string, signIn: NewSignIn): void
  find(system: string, credential: string): SignInRow | undefined
  /** The highest `n` so far; 0 before the first. */
  last(system: string): number
  revoke(system: string, credential: string): void
  revokeFamily(system: string, family: string): void
  use(n: number): void
  prolong(n: number, endsAt: number): void
  countCall(n: number): void
  /** The session begins anew. */
  renew(n: number, at: number): void
}

export function openSignIns(database: Connection): SignInTable {
  const make = database.prepare(
    `INSERT INTO sign_ins (system, credential, kind, permissions, person, family, public, made_at, ends_at, revoked, used, calls)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)`,
  )
  const find = database.prepare<[string, string], Row>('SELECT * FROM sign_ins WHERE system = ? AND credential = ?')
  const last = database.prepare<[string], { n: number | null }>('SELECT max(n) AS n FROM sign_ins WHERE system = ?')
  const revoke = database.prepare('UPDATE sign_ins SET revoked = 1 WHERE system = ? AND credential = ?')
  const revokeFamily = database.prepare('UPDATE sign_ins SET revoked = 1 WHERE system = ? AND family = ?')
  const use = database.prepare('UPDATE sign_ins SET used = 1 WHERE n = ?')
  const prolong = database.prepare('UPDATE sign_ins SET ends_at = ? WHERE n = ?')
  const countCall = database.prepare('UPDATE sign_ins SET calls = calls + 1 WHERE n = ?')
  const renew = database.prepare('UPDATE sign_ins SET made_at = ?, calls = 0 WHERE n = ?')
  return {
    make: (system, { credential, kind, permissions, madeAt, ...more }) => {
      const { person = null, family = null, endsAt = null, revoked = false } = more
      const open = more.public ? 1 : 0
      const granted = JSON.stringify(permissions)
      make.run(system, credential, kind, granted, person, family, open, madeAt, endsAt, revoked ? 1 : 0)
    },
    find: (system, credential) => fromRow(find.get(system, credential)),
    last: (system) => last.get(system)?.n ?? 0,
    revoke: (system, credential) => void revoke.run(system, credential),
    revokeFamily: (system, family) => void revokeFamily.run(system, family),
    use: (n) => void use.run(n),
    prolong: (n, endsAt) => void prolong.run(endsAt, n),
    countCall: (n) => void countCall.run(n),
    renew: (n, at) => void renew.run(at, n),
  }
}

function fromRow(row: Row | undefined): SignInRow | undefined {
  if (row === undefined) return undefined
  return {
    n: row.n,
    credential: row.credential,
    kind: row.kind,
    permissions: JSON.parse(row.permissions) as string[],
    person: row.person ?? undefined,
    family: row.family ?? undefined,
    public: row.public === 1,
    madeAt: row.made_at,
    endsAt: row.ends_at ?? undefined,
    revoked: row.revoked === 1,
    used: row.used === 1,
    calls: row.calls,
  }
}

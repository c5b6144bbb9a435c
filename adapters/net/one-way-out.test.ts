/** Nothing but this room opens sockets to other systems: a guard over the sources of everything that runs behind the screen. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const ROOMS = ['engine', 'connectors', 'adapters', 'studio', 'server']

/** What would open a socket by itself, and where it stands all the same, with the reason. */
const WAYS: readonly { way: RegExp; allowed: readonly string[] }[] = [
  { way: /from 'undici'|import\('undici'\)/, allowed: ['adapters/net/'] },
  { way: /(?<![\w.$'"`])fetch\(/, allowed: [] },
  { way: /new (?:WebSocket|EventSource|XMLHttpRequest)\(/, allowed: [] },
  { way: /import \{[^}]*\b(?:request|get)\b[^}]*\} from 'node:https?'/, allowed: [] },
  {
    way: /import \{[^}]*\b(?:connect|createConnection)\b[^}]*\} from 'node:(?:net|http2)'/,
    allowed: ['adapters/net/'],
  },
  // Over a socket that was opened here already.
  { way: /import \{[^}]*\bconnect\b[^}]*\} from 'node:tls'/, allowed: ['adapters/mail/letterbox.ts'] },
  { way: /from 'node:dgram'/, allowed: [] },
  // They take their sockets from this room.
  { way: /from '(?:pg|mysql2\/promise|mysql2)'/, allowed: ['adapters/sql/'] },
  { way: /from 'nodemailer/, allowed: ['adapters/mail/'] },
]

const offences = (path: string, source: string): string[] =>
  WAYS.filter(({ way, allowed }) => way.test(source) && !allowed.some((place) => path.startsWith(place))).map(
    ({ way }) => `${path}: ${way.source}`,
  )

test('no other file opens a socket', () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${room}/${path.replaceAll('\\', '/')}`,
    ),
  ).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap((path) => offences(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
})

test('the guard can fail', () => {
  for (const planted of [
    "import { Agent } from 'undici'",
    'const reply = await fetch(url)',
    "import { request } from 'node:https'",
    "import { connect, type Socket } from 'node:net'",
    "import { connect as encrypt } from 'node:tls'",
    "import pg from 'pg'",
    "import MailComposer from 'nodemailer/lib/mail-composer'",
    'new WebSocket(url)',
  ]) {
    expect(offences('studio/planted.ts', planted), planted).toHaveLength(1)
  }
})

// The practice mail server: takes messages, shows them, and sends none of them anywhere.
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server'
import type { OtherPlace, OtherSystem, ServedOther } from '../kit/running.ts'
import { readMessage } from './message.ts'
import { mailSignIns } from './sign-ins.ts'

export const smtp: OtherSystem = {
  name: 'smtp',
  title: 'Practice mail server',
  kinds: [{ name: 'messages', title: 'Messages', label: 'subject' }],
  key: (random) => `practice-user:${random}`,
  serve,
}

/** An answer with its code (RFC 5321, RFC 3463). */
function saying(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code })
}

/**
 * Mailboxes that behave like troublesome ones: `unknown@` is not there, `full@` never has room. Of the faults, `unavailable` is a
 * server that wants to be asked again later (greylisting), and `partial` refuses single recipients.
 */
function recipientTrouble(address: string): Error | undefined {
  const name = address.slice(0, address.lastIndexOf('@')).toLowerCase()
  if (name === 'unknown') return saying(550, '5.1.1 No such mailbox here')
  return name === 'full' ? saying(452, '4.2.2 The mailbox is full') : undefined
}

async function serve(place: OtherPlace): Promise<ServedOther> {
  const { faults, docs, stopping, together, settled } = place
  const sockets = new Map<number, Socket>()
  const signIns = mailSignIns(place)
  const cut = (session: SMTPServerSession) => void sockets.get(session.remotePort)?.destroy()

  const connect = (session: SMTPServerSession): Error | undefined => {
    const { outage } = faults.current()
    if (outage === 'hang-up') cut(session)
    if (outage === 'refuse') return saying(421, '4.3.2 The server does not take messages now')
    return faults.takesStorm() ? saying(421, '4.7.0 Too many connections, try again later') : undefined
  }
  const mayGoTo = ({ address }: SMTPServerAddress): Error | undefined => {
    if (faults.strikes('unavailable')) return saying(450, '4.2.0 Greylisted, please try again later')
    if (faults.strikes('partial')) return saying(550, '5.7.1 This recipient takes no messages')
    return recipientTrouble(address)
  }
  const keep = (raw: Buffer, session: SMTPServerSession): string => {
    const message = readMessage(raw)
    const recipients = session.envelope.rcptTo.map(({ address }) => address)
    return together(() => {
      const { id } = docs.insert('messages', { ...message, recipients })
      docs.effect('messages', message.messageId, 'created')
      return id
    })
  }
  const receive = async (raw: Buffer, session: SMTPServerSession): Promise<string> => {
    const { beforeMs = 0, afterMs = 0 } = faults.current().latency ?? {}
    await pause(beforeMs, undefined, { signal: stopping }).catch(() => undefined)
    if (faults.strikes('cutBefore')) cut(session)
    if (!sockets.has(session.remotePort)) return ''
    if (faults.breaks('before')) throw saying(451, '4.3.0 Local error, try again later')
    const id = keep(raw, session)
    await settled()
    await pause(afterMs, undefined, { signal: stopping }).catch(() => undefined)
    if (faults.strikes('lostAnswers')) cut(session)
    return `2.0.0 Taken as ${id}`
  }

  const server = new SMTPServer({
    name: 'practice-mail',
    // It is reached on this computer only, where nothing has to be encrypted.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 1_000,
    size: 10 * 1024 * 1024,
    onConnect: (session, done) => done(connect(session)),
    onAuth: ({ username, password }, _session, done) => {
      if (signIns.admit(username ?? '', password ?? '')) done(null, { user: username ?? '' })
      else done(saying(535, '5.7.8 Authentication credentials invalid'))
    },
    onMailFrom: (_address, session, done) => {
      const may = signIns.maySend(String(session.user ?? ''))
      done(may ? undefined : saying(550, '5.7.1 This sign-in may not send'))
    },
    onRcptTo: (address, _session, done) => done(mayGoTo(address)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(saying(552, '5.3.4 The message is too large'))
        receive(Buffer.concat(chunks), session).then(
          (words) => done(null, words),
          (error: Error) => done(error),
        )
      })
    },
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.once('close', () => sockets.delete(port))
  })
  const port = await listenNear(server, place.port)
  return {
    address: `smtp://127.0.0.1:${port}`,
    port,
    values: { from: 'Practice <practice@example.com>' },
    makeSignIn: signIns.make,
    close: async () => {
      for (const socket of sockets.values()) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function listenNear(server: SMTPServer, port: number): Promise<number> {
  const listen = (on: number) =>
    new Promise<void>((resolve, reject) => {
      server.server.once('error', reject)
      server.listen(on, '127.0.0.1', () => {
        server.server.off('error', reject)
        resolve()
      })
    })
  await listen(port).catch(() => listen(0))
  return (server.server.address() as AddressInfo).port
}

/** The bytes of a request's body, within a size and a time. */
import type { IncomingMessage } from 'node:http'
import { Failure } from '#engine'

/** Resolves with the whole body. Rejects with server.too-large or hook.too-slow; `limit` in bytes, `time` in milliseconds. */
export function readBody(request: IncomingMessage, limit: number, time: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let size = 0
    const late = setTimeout(() => {
      finish(new Failure('hook.too-slow', 'transient', { limit: `${time / 1000} seconds` }))
    }, time)
    const finish = (error?: Error) => {
      clearTimeout(late)
      request.off('data', take)
      request.off('end', finish)
      if (error) reject(error)
      else resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces))
    }
    const take = (piece: Buffer) => {
      size += piece.length
      pieces.push(piece)
      if (size > limit) finish(tooLarge(limit))
    }
    if (Number(request.headers['content-length']) > limit) return finish(tooLarge(limit))
    request.on('data', take)
    request.on('end', finish)
    request.on('error', finish)
    request.on('close', () => finish(request.complete ? undefined : new Error('the sender went away')))
  })
}

const tooLarge = (limit: number): Failure =>
  new Failure('server.too-large', 'validation', { limit: `${Math.floor(limit / 1024 ** 2)} MB` })

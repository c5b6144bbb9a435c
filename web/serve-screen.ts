/** Sends the files of the screen, and nothing from outside their folder. */
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join, sep } from 'node:path'
import { screenHeaders } from '#protocol'

/** The path inside the screen's folder that a request means; undefined when it means none. */
export function screenPath(target: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(new URL(target, 'http://screen').pathname)
  } catch {
    return undefined
  }
  return path.includes('\0') || path.includes('\\') ? undefined : path === '/' ? 'index.html' : path.slice(1)
}

export async function serveScreen(folder: string, path: string, response: ServerResponse, bodyless: boolean) {
  const file = join(folder, path)
  if (!file.startsWith(folder + sep)) return refuse(response, 404)
  let body: Buffer
  try {
    body = await readFile(file)
  } catch {
    return refuse(response, 404)
  }
  response.writeHead(200, { ...screenHeaders(path), 'content-length': body.length }).end(bodyless ? undefined : body)
}

export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end(String(status))
}

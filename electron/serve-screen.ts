/** Serves the built screen as app://sluice/, with the same policy as in a browser. */
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { screenHeaders } from '#protocol'

export const ORIGIN = 'app://sluice'
const FOLDER = join(import.meta.dirname, '../renderer')

export async function serveScreen(request: Request): Promise<Response> {
  let path: string
  try {
    path = decodeURIComponent(new URL(request.url).pathname).slice(1) || 'index.html'
  } catch {
    return new Response('400', { status: 400 })
  }
  const file = join(FOLDER, path)
  if (!file.startsWith(FOLDER + sep)) return new Response('404', { status: 404 })
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: screenHeaders(path) })
  } catch {
    return new Response('404', { status: 404 })
  }
}

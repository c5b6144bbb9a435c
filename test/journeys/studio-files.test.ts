/** Files that come to the studio: what is never finished does not stay, and what is kept is private. */
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import type { Studio } from '#protocol'
import { keepFile, openStudio } from '#studio'
import { freshFolder } from './practice.ts'

async function openOn(dataFolder: string) {
  const studio = await openStudio({ dataFolder, host: 'terminal' })
  onTestFinished(() => studio.close())
  const client = createRouterClient(studio.router, { context: {} }) as unknown as Studio
  return { client, context: studio.context, close: () => studio.close() }
}

const piece = Buffer.from('name,email\nAna,ana@example.com\n').toString('base64')

test('an upload that was never finished is gone at the next start, and a finished one is kept', async () => {
  const folder = freshFolder()
  const files = join(folder, 'files')
  const first = await openOn(folder)
  const upload = async () => {
    const { upload } = await first.client.files.begin({ name: 'people.csv' })
    await first.client.files.append({ upload, piece })
    return upload
  }
  const { file } = await first.client.files.finish({ upload: await upload() })
  await upload()
  writeFileSync(join(files, `${file}.copy-of-a-killed-process`), 'na')
  expect(readdirSync(join(files, 'incoming'))).toHaveLength(1)
  await first.close()

  const { client } = await openOn(folder)
  expect(existsSync(join(files, 'incoming'))).toBe(false)
  expect(readdirSync(files)).toEqual([file])
  expect((await client.files.rows({ file })).total).toBe(1)
  const { upload: again } = await client.files.begin({ name: 'more.csv' })
  expect(await client.files.append({ upload: again, piece })).toEqual({ bytes: 31 })
})

test.skipIf(process.platform === 'win32')(
  "the copy of a file that everybody may read is its owner's only",
  async () => {
    const folder = freshFolder()
    chmodSync(folder, 0o755)
    const { context } = await openOn(folder)
    const path = join(folder, 'people.csv')
    writeFileSync(path, Buffer.from(piece, 'base64'))
    chmodSync(path, 0o444)
    const kept = await keepFile(context, path)
    expect(statSync(kept.path).mode & 0o777).toBe(0o600)
    expect(statSync(path).mode & 0o777).toBe(0o444)
  },
)

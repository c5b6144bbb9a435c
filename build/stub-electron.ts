/**
 * A folder that electron-builder takes for Electron, so that packaging is checked where no Electron program can be had. Its program
 * carries a fuse wire (sentinel, version 1, nine fuses), so that setting the fuses is checked too.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './tools.ts'

const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSE_DEFAULTS = '111000111'

/** Writes the folder anew. There is no default_app.asar in it: a false one would break the integrity step. */
export function writeStubElectron(folder: string): void {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string
  }
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'), { recursive: true })
  const wire = [Buffer.from(FUSE_SENTINEL), Buffer.from([1, FUSE_DEFAULTS.length]), Buffer.from(FUSE_DEFAULTS)]
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), ...wire]), { mode: 0o755 })
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'LICENSE'), 'stub')
  writeFileSync(join(folder, 'locales/en-US.pak'), '')
}

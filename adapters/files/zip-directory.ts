/** What a ZIP archive says it holds, read from its directory at the end; nothing is unpacked. */

export interface ZipEntry {
  name: string
  /** Bytes when unpacked, as the archive says. */
  size: number
  /** Where its own header stands, the bytes it takes when packed, and whether it is not packed at all. */
  at: number
  packed: number
  stored: boolean
}

const END = 0x06054b50
const ENTRY = 0x02014b50
/** The end record and the longest comment after it. */
const TAIL = 22 + 65_535

/** The entries; undefined when the archive is cut off or damaged. */
export function zipEntries(archive: Buffer): ZipEntry[] | undefined {
  const end = endOf(archive)
  if (end < 0) return undefined
  const count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  const entries: ZipEntry[] = []
  for (let n = 0; n < count; n++) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== ENTRY) return undefined
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + name),
      size: archive.readUInt32LE(at + 24),
      at: archive.readUInt32LE(at + 42),
      packed: archive.readUInt32LE(at + 20),
      stored: archive.readUInt16LE(at + 10) === 0,
    })
    at += 46 + name + extra + comment
  }
  return entries
}

function endOf(archive: Buffer): number {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - TAIL); at--) {
    if (archive.readUInt32LE(at) === END) return at
  }
  return -1
}

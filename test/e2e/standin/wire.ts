/** Structured values over text (the debugging protocol carries nothing else). Self-contained, since pages get it as source. */
export interface Wire {
  pack(value: unknown): string
  unpack(text: string): unknown
}

export function createWire(): Wire {
  const toText = (bytes: Uint8Array) => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    return btoa(text)
  }
  const toBytes = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  const tag = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' }
    if (value instanceof Date) return { $: 'date', v: value.getTime() }
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: toText(new Uint8Array(value)) }
    if (ArrayBuffer.isView(value)) {
      return { $: 'bytes', v: toText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
    }
    if (Array.isArray(value)) return value.map(tag)
    if (typeof value === 'function') throw new Error('An object could not be cloned.')
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, tag(part)]))
  }
  const untag = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(untag)
    if (value === null || typeof value !== 'object') return value
    const tagged = value as { $?: string; v?: unknown }
    if (tagged.$ === 'undefined') return undefined
    if (tagged.$ === 'date') return new Date(Number(tagged.v))
    if (tagged.$ === 'buffer') return toBytes(String(tagged.v)).buffer
    if (tagged.$ === 'bytes') return toBytes(String(tagged.v))
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, untag(part)]))
  }
  return { pack: (value) => JSON.stringify(tag(value)), unpack: (text) => untag(JSON.parse(text)) }
}

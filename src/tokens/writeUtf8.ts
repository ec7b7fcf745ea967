/**
 * Writes `text` as UTF-8 into `bytes` from `at` on and returns the end. A lone surrogate becomes U+FFFD, as in
 * TextEncoder. `bytes` needs room for three bytes per UTF-16 unit. For short texts: TextEncoder's call overhead is
 * larger than the work.
 */
export function writeUtf8(text: string, bytes: Uint8Array, at: number): number {
  let end = at
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      bytes[end++] = unit
      continue
    }
    const codePoint = (unit & 0xf800) === 0xd800 ? scalarAt(text, i) : unit
    if (codePoint > 0xffff) i++
    end = writeMultibyte(codePoint, bytes, end)
  }
  return end
}

function scalarAt(text: string, index: number): number {
  const codePoint = text.codePointAt(index)!
  return codePoint > 0xffff ? codePoint : 0xfffd
}

function writeMultibyte(codePoint: number, bytes: Uint8Array, at: number): number {
  let end = at
  if (codePoint < 0x800) bytes[end++] = 0xc0 | (codePoint >> 6)
  else {
    if (codePoint < 0x10000) bytes[end++] = 0xe0 | (codePoint >> 12)
    else {
      bytes[end++] = 0xf0 | (codePoint >> 18)
      bytes[end++] = 0x80 | ((codePoint >> 12) & 63)
    }
    bytes[end++] = 0x80 | ((codePoint >> 6) & 63)
  }
  bytes[end++] = 0x80 | (codePoint & 63)
  return end
}

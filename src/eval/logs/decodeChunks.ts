/** Byte order marks, and what they say. */
const MARKS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
]

const GZIP = [0x1f, 0x8b]

/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so. Bytes that are no text become U+FFFD. */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    decoder ??= new TextDecoder(encodingOf(chunk))
    yield decoder.decode(chunk, { stream: true })
  }
  if (decoder !== undefined) yield decoder.decode()
}

/** Whether the bytes are compressed, by how gzip files begin. */
export function isGzip(chunk: Uint8Array): boolean {
  return GZIP.every((byte, at) => chunk[at] === byte)
}

function encodingOf(chunk: Uint8Array): string {
  return MARKS.find(({ bytes }) => bytes.every((byte, at) => chunk[at] === byte))?.encoding ?? 'utf-8'
}

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { sha256 } from '../../../hash.js'
import { type KnownServer, knownServerSchema } from './KnownServer.js'

const fileSchema = z.object({ version: z.literal(1), hash: z.string(), body: z.string() })

/** UTF-16 code units that are written at a time: each write lets other requests have their turn. */
const CHUNK = 256 * 1024

/**
 * The servers that a file keeps; undefined where there is none, or none that can be used: it is a cache, and what it held is
 * read from the servers again. A file that was cut short or changed by hand does not have its hash.
 */
export async function readCatalogFile(file: string): Promise<KnownServer[] | undefined> {
  try {
    const { hash, body } = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    if (sha256(body) !== hash) return undefined
    // Of 20 MB each of the two takes a tenth of a second.
    await setImmediate()
    return z.array(knownServerSchema).parse(JSON.parse(body)) as KnownServer[]
  } catch {
    return undefined
  }
}

/**
 * Writes the servers whole or not at all, readable by the user alone. Rejects with the error of `node:fs`. What is no file,
 * such as /dev/null, keeps nothing: a rename would put a file in its place.
 */
export async function writeCatalogFile(file: string, servers: readonly KnownServer[]): Promise<void> {
  const there = await stat(file).catch(() => undefined)
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const beside = `${file}.${randomUUID()}`
  try {
    const handle = await open(beside, 'wx', 0o600)
    try {
      for (const chunk of chunksOf(servers)) await handle.appendFile(chunk)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } finally {
    await rm(beside, { force: true })
  }
}

/** The text of the file: the body stands in it as a string, so that its hash is that of what is parsed. */
function* chunksOf(servers: readonly KnownServer[]): Generator<string> {
  const hash = createHash('sha256')
  let chunk = '{"version":1,"body":"'
  for (const piece of bodyOf(servers)) {
    hash.update(piece, 'utf8')
    chunk += JSON.stringify(piece).slice(1, -1)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  yield `${chunk}","hash":"${hash.digest('hex')}"}`
}

/** `JSON.stringify(servers)` in pieces. */
function* bodyOf(servers: readonly KnownServer[]): Generator<string> {
  yield '['
  for (const [at, { tools, ...rest }] of servers.entries()) {
    yield `${at === 0 ? '' : ','}${JSON.stringify(rest).slice(0, -1)},"tools":[`
    for (const [index, tool] of tools.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(tool)}`
    yield ']}'
  }
  yield ']'
}

import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { sha256 } from '../../../hash.js'
import { type KnownServer, knownServerSchema } from './KnownServer.js'

const fileSchema = z.object({ version: z.literal(1), hash: z.string(), body: z.string() })

/**
 * The servers that a file keeps; undefined where there is none, or none that can be used: it is a cache, and what it held is
 * read from the servers again. A file that was cut short or changed by hand does not have its hash.
 */
export async function readCatalogFile(file: string): Promise<KnownServer[] | undefined> {
  try {
    const { hash, body } = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    if (sha256(body) !== hash) return undefined
    return z.array(knownServerSchema).parse(JSON.parse(body)) as KnownServer[]
  } catch {
    return undefined
  }
}

/** Writes the servers whole or not at all, readable by the user alone. Rejects with the error of `node:fs`. */
export async function writeCatalogFile(file: string, servers: readonly KnownServer[]): Promise<void> {
  const body = JSON.stringify(servers)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const beside = `${file}.${randomUUID()}`
  try {
    const handle = await open(beside, 'wx', 0o600)
    try {
      await handle.writeFile(JSON.stringify({ version: 1, hash: sha256(body), body }))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } finally {
    await rm(beside, { force: true })
  }
}

import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes beside the file first and renames then: a reader sees the old text or the new one. Makes missing folders. A link is
 * followed; what is no file (a pipe, a device such as /dev/null) is written into, since a rename would put a file in its
 * place.
 */
export async function writeFile(path: string, text: string): Promise<void> {
  const there = await fs.stat(path).catch(() => undefined)
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return fs.writeFile(path, text)
  await fs.mkdir(dirname(path), { recursive: true })
  const target = there === undefined ? path : await fs.realpath(path)
  const beside = `${target}.${randomUUID()}`
  try {
    await fs.writeFile(beside, text)
    await fs.rename(beside, target)
  } catch (error) {
    await fs.rm(beside, { force: true })
    throw error
  }
}

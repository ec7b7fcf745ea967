import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes beside the file first and renames then: a reader sees the old text or the new one. Makes missing folders. */
export async function writeFile(path: string, text: string): Promise<void> {
  await fs.mkdir(dirname(path), { recursive: true })
  const beside = `${path}.${randomUUID()}`
  try {
    await fs.writeFile(beside, text)
    await fs.rename(beside, path)
  } catch (error) {
    await fs.rm(beside, { force: true })
    throw error
  }
}

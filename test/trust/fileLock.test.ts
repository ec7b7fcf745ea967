import type * as Fs from 'node:fs/promises'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { takeLock } from '../../src/trust/drivers/fileLock.js'
import { openFileTrustStore } from '../../src/trust/drivers/fileTrustStore.js'
import { adding } from '../contracts/trustStore.js'

/** What happened to files, in order; `beforeRename` runs before each renaming. */
const seen = vi.hoisted(() => ({ calls: [] as string[], beforeRename: async (_from: string) => {} }))

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof Fs>()
  return {
    ...fs,
    rename: async (from: string, to: string) => {
      await seen.beforeRename(from)
      seen.calls.push('rename')
      return fs.rename(from, to)
    },
    open: async (...args: Parameters<typeof fs.open>) => {
      const handle = await fs.open(...args)
      const sync = handle.sync.bind(handle)
      handle.sync = () => {
        seen.calls.push(`sync ${args[1]}`)
        return sync()
      }
      return handle
    },
  }
})

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toolcrib-lock-'))
  seen.calls = []
  seen.beforeRename = async () => {}
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const lockOf = (pid: number) => JSON.stringify({ pid, host: hostname(), instance: 'i' })
const ENDED = 2 ** 22 + 1

it('a lock that somebody took in the moment of taking over is put back', async () => {
  const path = join(folder, 'lock')
  await writeFile(path, lockOf(ENDED))
  seen.beforeRename = async (from) => {
    if (from === path) await writeFile(path, lockOf(process.ppid))
  }
  await expect(takeLock(path, 0)).rejects.toMatchObject({ code: 'trust-locked' })
  expect(await readFile(path, 'utf8')).toBe(lockOf(process.ppid))
  expect(await readdir(folder)).toEqual(['lock'])
})

it('who lost a lock sees it, and does not give back that of another', async () => {
  const path = join(folder, 'lock')
  const lock = await takeLock(path, 0)
  expect(await lock.isHeld()).toBe(true)
  await writeFile(path, lockOf(process.ppid))
  expect(await lock.isHeld()).toBe(false)
  await lock.release()
  expect(await readdir(folder)).toEqual(['lock'])
  await rm(path)
  await lock.release()
  const own = await takeLock(path, 0)
  await own.release()
  expect(await readdir(folder)).toEqual([])
})

it('a file is on the disk before it has its name, and the name after', async () => {
  await openFileTrustStore(join(folder, 'trust.json')).update(adding('s', 'a'))
  expect(seen.calls).toEqual(['sync wx', 'rename', ...(process.platform === 'win32' ? [] : ['sync r'])])
})

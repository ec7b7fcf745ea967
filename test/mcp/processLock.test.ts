import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { takeProcessLock } from '../../demo/processLock.js'

let root: string
let lock: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolcrib-lock-'))
  lock = join(root, 'lock')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const deadPid = () => spawnSync(process.execPath, ['--version']).pid

it('is held by one at a time', async () => {
  const order: string[] = []
  const onWait = vi.fn()
  const hold = async (name: string) => {
    const held = await takeProcessLock(lock, onWait)
    order.push(`${name} in`)
    await new Promise((resolve) => setTimeout(resolve, 300))
    order.push(`${name} out`)
    held.release()
  }
  await Promise.all([hold('a'), hold('b')])
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out'])
  expect(onWait).toHaveBeenCalledTimes(1)
  expect(existsSync(lock)).toBe(false)
})

it('is taken over from the dead, and only when all of its holders are', async () => {
  mkdirSync(lock)
  writeFileSync(join(lock, 'pids'), `${deadPid()}\n${deadPid()}\n`)
  const onWait = vi.fn()
  const held = await takeProcessLock(lock, onWait)
  expect(onWait).not.toHaveBeenCalled()
  held.release()
  mkdirSync(lock)
  writeFileSync(join(lock, 'pids'), `${deadPid()}\n`)
  writeFileSync(join(lock, 'pids'), `${deadPid()}\n${process.pid}\n`)
  setTimeout(() => rmSync(lock, { recursive: true }), 100)
  await takeProcessLock(lock, onWait)
  expect(onWait).toHaveBeenCalledTimes(1)
})

it('is taken over from a holder that was killed before it signed', async () => {
  mkdirSync(lock)
  const old = new Date(Date.now() - 60_000)
  utimesSync(lock, old, old)
  const onWait = vi.fn()
  await takeProcessLock(lock, onWait)
  expect(onWait).not.toHaveBeenCalled()
})

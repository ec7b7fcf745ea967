import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { parseArguments } from '../../bench/parseArguments.js'
import { openStore } from '../../bench/store/BenchStore.js'
import { runKey } from '../../bench/store/runKey.js'
import { storeFolder } from '../../bench/store/storeOf.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-store-'))
beforeEach(() => rmSync(folder, { recursive: true, force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('openStore', () => {
  test('makes a result once, and another store of the folder finds it', async () => {
    let made = 0
    const make = async () => ({ made: ++made, absent: undefined })
    const store = openStore(folder)
    const [first, again] = await Promise.all([store.keep('run a', make), store.keep('run a', make)])
    expect(first).toBe(again)
    expect(first).toEqual({ made: 1 })
    expect(await openStore(folder).keep('run a', make)).toEqual({ made: 1 })
    expect(await store.keep('run b', make)).toEqual({ made: 2 })
  })

  test('names that read alike are told apart, and a file is whole', async () => {
    const store = openStore(folder)
    expect(await store.keep('a/b', async () => 1)).toBe(1)
    expect(await store.keep('a b', async () => 2)).toBe(2)
    expect(readdirSync(folder).filter((name) => !name.endsWith('.json'))).toEqual([])
  })

  test('a result that could not be made is asked for again', async () => {
    for (const place of [folder, undefined]) {
      const store = openStore(place)
      await expect(store.keep('x', () => Promise.reject(new Error('stopped')))).rejects.toThrow('stopped')
      expect(await store.keep('x', async () => 'done')).toBe('done')
    }
  })

  test('without a folder results live as long as the store', async () => {
    const store = openStore(undefined)
    expect(await store.keep('x', async () => 1)).toBe(1)
    expect(await store.keep('x', async () => 2)).toBe(1)
    expect(await openStore(undefined).keep('x', async () => 2)).toBe(2)
  })
})

test('results of other options, sets and files are kept apart; those of a public set are not kept', () => {
  const folderOf = (...args: string[]) => storeFolder(parseArguments(args), undefined)
  const file = (name: string) => fileURLToPath(new URL(`../fixtures/bench/${name}.jsonl`, import.meta.url))
  const own = ['--tools', file('tools'), '--queries', file('queries')]
  const folders = [
    folderOf(),
    folderOf('--split', 'test'),
    folderOf('--set', 'demo'),
    folderOf('--max-tokens', '500'),
    folderOf(...own),
    folderOf('--tools', file('tools'), '--queries', file('tools')),
  ]
  expect(new Set(folders).size).toBe(folders.length)
  // What is shown of a run, and which suites are, changes none of it.
  for (const options of [['routing'], ['--compare'], ['--json'], ['--fresh']])
    expect(folderOf(...options)).toBe(folders[0])
  expect(folderOf('--mteb', 'folder')).toBeUndefined()
})

describe('runKey', () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const key = (options = {}) => runKey({ root: folder, paths: ['code', 'data.jsonl', 'absent'], options })

  test('changes with code, with data, with names and with options, and with nothing else', () => {
    write('code/a.ts', '1')
    write('data.jsonl', '1')
    const keys = [key()]
    expect(key()).toBe(keys[0])
    write('code/node_modules/x.js', '1')
    write('code/baselines/x.json', '1')
    write('other.txt', '1')
    expect(key()).toBe(keys[0])
    keys.push(key({ split: 'test' }))
    for (const [path, text] of [
      ['code/a.ts', '2'],
      ['code/deep/b.ts', '1'],
      ['data.jsonl', '2'],
    ] as const) {
      write(path, text)
      keys.push(key())
    }
    renameSync(join(folder, 'code/a.ts'), join(folder, 'code/c.ts'))
    keys.push(key())
    renameSync(join(folder, 'code/c.ts'), join(folder, 'code/d.ts'))
    keys.push(key())
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys[0]).toMatch(/^[0-9a-f]{16}$/)
  })
})

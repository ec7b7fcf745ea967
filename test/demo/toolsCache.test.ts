import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { readToolsCache, writeToolsCache } from '../../demo/toolsCache.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-cache-'))
const file = join(folder, 'tools.json')
const capture = { sources: [{ server: 'a', tools: [{ name: 'x' }] }], servers: [] }

afterEach(() => rmSync(file, { force: true }))

it('gives back what was kept under the same key only', () => {
  writeToolsCache(file, { key: 'one', ...capture })
  expect(readToolsCache(file, 'one')).toEqual(capture)
  expect(readToolsCache(file, 'two')).toBeUndefined()
})

it('takes a file that is absent or cut short as none', () => {
  expect(readToolsCache(file, 'one')).toBeUndefined()
  writeFileSync(file, '{"key":"one","sour')
  expect(readToolsCache(file, 'one')).toBeUndefined()
})

it('goes on where nothing can be written', () => {
  const nowhere = join(folder, 'absent', 'tools.json')
  expect(() => writeToolsCache(nowhere, { key: 'one', ...capture })).not.toThrow()
  expect(readToolsCache(nowhere, 'one')).toBeUndefined()
})

import { execFileSync } from 'node:child_process'
import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCatalogFile, writeCatalogFile } from '../../../src/mcp/gateway/stock/catalogFile.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-catalog-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a file is written whole, and nothing is left beside it', async () => {
  const file = join(folder, 'deep', 'catalog.json')
  await writeCatalogFile(file, [])
  await writeCatalogFile(file, [])
  expect(await readCatalogFile(file)).toEqual([])
  expect(readdirSync(join(folder, 'deep'))).toEqual(['catalog.json'])
})

test.skipIf(process.platform === 'win32')('what is no file stays what it is', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  await writeCatalogFile(pipe, [])
  expect(lstatSync(pipe).isFIFO()).toBe(true)
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeFile } from '../../src/cli/writeFile.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-write-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('of many writers at once one wins, whole, and nothing is left beside the file', async () => {
  const path = join(folder, 'deep', 'session.json')
  const texts = Array.from({ length: 20 }, (_, at) => String.fromCharCode(97 + at).repeat(50_000))
  await Promise.all(texts.map((text) => writeFile(path, text)))
  expect(texts).toContain(readFileSync(path, 'utf8'))
  expect(readdirSync(join(folder, 'deep'))).toEqual(['session.json'])
})

test('a folder in its place is an error that leaves nothing beside it', async () => {
  await expect(writeFile(join(folder, 'deep'), 'x')).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['deep'])
})

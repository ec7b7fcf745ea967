import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
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

test.skipIf(process.platform === 'win32')('a pipe is written into and stays a pipe', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  // Open for both, so that neither end waits for the other.
  const reader = await open(pipe, 'r+')
  try {
    await writeFile(pipe, 'text')
    expect(lstatSync(pipe).isFIFO()).toBe(true)
    const { buffer, bytesRead } = await reader.read(Buffer.alloc(10), 0, 10)
    expect(buffer.subarray(0, bytesRead).toString()).toBe('text')
  } finally {
    await reader.close()
  }
})

test.skipIf(process.platform === 'win32')('a link stays a link, and its file gets the text', async () => {
  const linked = join(folder, 'linked')
  mkdirSync(linked)
  writeFileSync(join(linked, 'real.txt'), 'old')
  symlinkSync(join(linked, 'real.txt'), join(linked, 'link.txt'))
  await writeFile(join(linked, 'link.txt'), 'new')
  expect(lstatSync(join(linked, 'link.txt')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(linked, 'real.txt'), 'utf8')).toBe('new')
})

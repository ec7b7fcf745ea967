import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openDiskVectorStore } from '../../src/embed/drivers/diskVectorStore.js'

const root = mkdtempSync(join(tmpdir(), 'toolcrib-vectors-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folder = ''
let made = 0
const fresh = () => join(root, `${made++}`)
beforeEach(() => {
  folder = fresh()
})

const SPACE = { embedder: 'transformers:Xenova/all-MiniLM-L6-v2:q8', dimensions: 5 }
/** Marker, key, values, check. */
const RECORD = 4 + 32 + SPACE.dimensions * 4 + 8
const keyOf = (i: number) => createHash('sha256').update(`${i}`).digest('hex')
const entry = (i: number) => ({ key: keyOf(i), vector: Float32Array.of(i, -i, 0.1, 1e-40, 1 / (i + 1)) })
const entries = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => entry(from + i))
const keys = (from: number, to: number) => entries(from, to).map(({ key }) => key)
const vectors = (from: number, to: number) => entries(from, to).map(({ vector }) => vector)
const none = (count: number) => new Array(count).fill(undefined)
const fileIn = (place: string) => join(place, readdirSync(place).find((name) => name.endsWith('.bin'))!)

describe('openDiskVectorStore', () => {
  it('gives back bit for bit what was put, to another store too, and undefined for the rest', async () => {
    const store = await openDiskVectorStore(folder)
    expect(await store.get(SPACE, keys(0, 2))).toEqual(none(2))
    await store.put(SPACE, entries(0, 3))
    expect(await store.get(SPACE, [keyOf(2), keyOf(9), keyOf(0), keyOf(2)])).toEqual([
      entry(2).vector,
      undefined,
      entry(0).vector,
      entry(2).vector,
    ])
    expect(await (await openDiskVectorStore(folder)).get(SPACE, keys(0, 3))).toEqual(vectors(0, 3))
    await store.put(SPACE, [])
    expect(statSync(fileIn(folder)).size).toBe(3 * RECORD)
  })

  it('has one file an embedder, whose name no id can lead out of the folder', async () => {
    const store = await openDiskVectorStore(folder)
    const ids = ['../../etc/x', 'CON', '', '__proto__', 'a'.repeat(500), 'a:b', 'a/b', 'a\u0000\u202eb']
    for (const [i, embedder] of ids.entries()) await store.put({ ...SPACE, embedder }, [entry(i)])
    expect(readdirSync(folder)).toHaveLength(ids.length)
    for (const name of readdirSync(folder))
      expect(name).toMatch(/^vectors-[A-Za-z0-9-]{0,60}-[0-9a-f]{16}\.bin$/)
    for (const [i, embedder] of ids.entries())
      expect(await store.get({ ...SPACE, embedder }, keys(0, 8))).toEqual(
        none(8).map((_, at) => (at === i ? entry(i).vector : undefined)),
      )
  })

  it("never gives one model's vectors to another, even when its file is put in the other's place", async () => {
    const other = { ...SPACE, embedder: 'http:embed-small:5:0123456789ab' }
    const shorter = { ...SPACE, dimensions: 4 }
    const store = await openDiskVectorStore(folder)
    await store.put(SPACE, entries(0, 4))
    const mine = fileIn(folder)
    for (const space of [other, shorter]) {
      const place = fresh()
      const second = await openDiskVectorStore(place)
      await second.put(space, [{ key: keyOf(9), vector: new Float32Array(space.dimensions) }])
      writeFileSync(fileIn(place), readFileSync(mine))
      expect(await second.get(space, keys(0, 4))).toEqual(none(4))
      expect(await (await openDiskVectorStore(place)).get(space, keys(0, 4))).toEqual(none(4))
    }
  })

  it('finds what another store adds later, and forgets what is deleted, shortened or replaced', async () => {
    const [one, two] = [await openDiskVectorStore(folder), await openDiskVectorStore(folder)]
    await one.put(SPACE, entries(0, 2))
    expect(await two.get(SPACE, keys(0, 4))).toEqual([...vectors(0, 2), ...none(2)])
    await one.put(SPACE, entries(2, 4))
    expect(await two.get(SPACE, keys(0, 4))).toEqual(vectors(0, 4))
    truncateSync(fileIn(folder), RECORD)
    expect(await two.get(SPACE, keys(0, 4))).toEqual([entry(0).vector, ...none(3)])
    const place = fresh()
    await (await openDiskVectorStore(place)).put(SPACE, entries(5, 9))
    renameSync(fileIn(place), fileIn(folder))
    expect(await two.get(SPACE, [keyOf(0), keyOf(5), keyOf(8)])).toEqual([
      undefined,
      entry(5).vector,
      entry(8).vector,
    ])
    rmSync(fileIn(folder))
    expect(await two.get(SPACE, keys(0, 9))).toEqual(none(9))
    await two.put(SPACE, entries(0, 1))
    expect(await one.get(SPACE, keys(0, 2))).toEqual([entry(0).vector, undefined])
  })

  it('reads more than one block', async () => {
    const wide = { embedder: 'wide', dimensions: 3000 }
    const many = Array.from({ length: 400 }, (_, i) => ({
      key: keyOf(i),
      vector: new Float32Array(3000).fill(i),
    }))
    await (await openDiskVectorStore(folder)).put(wide, many)
    const found = await (await openDiskVectorStore(folder)).get(wide, keys(0, 400))
    for (const [i, vector] of found.entries()) expect(vector?.[2999]).toBe(i)
  })

  it('refuses unknown and bad options, and a folder that is a file', async () => {
    await expect(openDiskVectorStore(folder, { size: 1 } as object)).rejects.toMatchObject({
      code: 'option-unknown',
    })
    for (const bad of [{ maxBytes: -1 }, { maxBytes: 0.5 }, { onWarning: 'x' }])
      await expect(openDiskVectorStore(folder, bad as object)).rejects.toMatchObject({
        code: 'option-invalid',
      })
    mkdirSync(folder)
    writeFileSync(join(folder, 'file'), '')
    await expect(openDiskVectorStore(join(folder, 'file'))).rejects.toMatchObject({ code: 'cache-unusable' })
  })
})

describe('crashes', () => {
  it('a write cut at any byte costs its own records at most, then and after the next writes', async () => {
    await (await openDiskVectorStore(folder)).put(SPACE, entries(0, 3))
    const file = fileIn(folder)
    const whole = readFileSync(file)
    for (let length = RECORD; length < 3 * RECORD; length++) {
      writeFileSync(file, whole.subarray(0, length))
      const reader = await openDiskVectorStore(folder)
      const intact = Math.floor(length / RECORD)
      expect(await reader.get(SPACE, keys(0, 3))).toEqual([...vectors(0, intact), ...none(3 - intact)])
      await (await openDiskVectorStore(folder)).put(SPACE, entries(7, 9))
      for (const store of [reader, await openDiskVectorStore(folder)]) {
        expect(await store.get(SPACE, keys(7, 9))).toEqual(vectors(7, 9))
        expect(await store.get(SPACE, keys(0, intact))).toEqual(vectors(0, intact))
      }
    }
  })

  it('a byte changed anywhere costs one record and never gives a wrong vector', async () => {
    await (await openDiskVectorStore(folder)).put(SPACE, entries(0, 3))
    const file = fileIn(folder)
    const whole = readFileSync(file)
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole)
      bytes[at]! ^= 0x5a
      writeFileSync(file, bytes)
      const found = await (await openDiskVectorStore(folder)).get(SPACE, keys(0, 3))
      expect(found).toEqual(
        vectors(0, 3).map((vector, i) => (i === Math.floor(at / RECORD) ? undefined : vector)),
      )
    }
  })

  it('finds every whole record among any rubbish, markers included', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 2 * RECORD }),
      fc.constantFrom('TCV1', 'TCV1TCV1', 'TC', 'T').map((text) => Buffer.from(text)),
    )
    await (await openDiskVectorStore(folder)).put(SPACE, entries(0, 4))
    const file = fileIn(folder)
    const whole = readFileSync(file)
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 4, maxLength: 4 }), async (pieces) => {
        const parts = pieces.flatMap((rubbish, i) => [rubbish, whole.subarray(i * RECORD, (i + 1) * RECORD)])
        writeFileSync(file, Buffer.concat(parts))
        expect(await (await openDiskVectorStore(folder)).get(SPACE, keys(0, 4))).toEqual(vectors(0, 4))
      }),
      { numRuns: 300 },
    )
  })

  it('a change under a store that has read the file is noticed', async () => {
    const store = await openDiskVectorStore(folder)
    await store.put(SPACE, entries(0, 2))
    await store.get(SPACE, keys(0, 2))
    const file = fileIn(folder)
    writeFileSync(file, Buffer.concat([readFileSync(file).subarray(RECORD), Buffer.alloc(RECORD)]))
    expect(await store.get(SPACE, keys(0, 1))).toEqual([undefined])
  })
})

describe('no room', () => {
  const noting = async (options: object = {}) => {
    const warnings: string[] = []
    const store = await openDiskVectorStore(folder, { ...options, onWarning: (text) => warnings.push(text) })
    return { store, warnings }
  }

  it('stays below its limit, says so once and goes on reading', async () => {
    const { store, warnings } = await noting({ maxBytes: 3 * RECORD + 5 })
    await store.put(SPACE, entries(0, 2))
    expect(warnings).toEqual([])
    await store.put(SPACE, entries(2, 9))
    await store.put(SPACE, entries(9, 12))
    expect(await store.get(SPACE, keys(0, 5))).toEqual([...vectors(0, 3), ...none(2)])
    expect(statSync(fileIn(folder)).size).toBe(3 * RECORD)
    expect(warnings).toEqual([expect.stringContaining('limit')])
  })

  it('warns once when it can neither read nor write, and loses nothing but the cache', async () => {
    const { store, warnings } = await noting()
    await store.put(SPACE, entries(0, 1))
    const file = fileIn(folder)
    rmSync(file)
    mkdirSync(file)
    expect(await store.get(SPACE, keys(0, 2))).toEqual(none(2))
    await store.put(SPACE, entries(0, 2))
    await store.put(SPACE, entries(0, 2))
    await store.get(SPACE, keys(0, 2))
    expect(warnings).toHaveLength(2)
    expect(warnings.join()).toContain('EISDIR')
    // A full disk would be left with a torn record by each further try.
    rmSync(file, { recursive: true })
    await store.put(SPACE, entries(0, 2))
    expect(existsSync(file)).toBe(false)
  })

  it('a full disk is a warning (Linux only: /dev/full)', async (context) => {
    context.skip(!existsSync('/dev/full'), 'this system has no /dev/full')
    const { store, warnings } = await noting()
    await store.put(SPACE, entries(0, 1))
    const file = fileIn(folder)
    rmSync(file)
    symlinkSync('/dev/full', file)
    await store.put(SPACE, entries(0, 2))
    expect(warnings).toEqual([expect.stringContaining('ENOSPC')])
    expect(await store.get(SPACE, keys(0, 2))).toEqual(none(2))
  })
})

const WRITER = fileURLToPath(new URL('../fixtures/writeVectors.ts', import.meta.url))

/** Another process that puts the vectors of `from` to `to`, a few at a time. */
function writer(from: number, to: number) {
  // Not the tsx command: it would start a child of its own, which a kill does not reach.
  const args = ['--import', 'tsx', WRITER, folder, JSON.stringify(SPACE), `${from}`, `${to}`]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, ended }
}

describe('two processes', () => {
  it('write at once and lose nothing', async () => {
    expect(await Promise.all([writer(0, 400).ended, writer(400, 800).ended])).toEqual([0, 0])
    const store = await openDiskVectorStore(folder)
    expect(await store.get(SPACE, keys(0, 800))).toEqual(vectors(0, 800))
    expect(statSync(fileIn(folder)).size).toBe(800 * RECORD)
  }, 60_000)

  it('one killed while it writes leaves right vectors or none, and room for the next', async () => {
    const { child, ended } = writer(0, 1_000_000)
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await new Promise((resolve) => setTimeout(resolve, 100))
    child.kill('SIGKILL')
    await ended
    appendFileSync(fileIn(folder), Buffer.from('TCV1 torn'))
    const store = await openDiskVectorStore(folder)
    const found = await store.get(SPACE, keys(0, 50_000))
    const count = found.filter((vector) => vector !== undefined).length
    expect(count).toBeGreaterThan(0)
    found.forEach((vector, i) => {
      if (vector !== undefined) expect(vector).toEqual(entry(i).vector)
    })
    await store.put(SPACE, entries(2_000_000, 2_000_002))
    expect(await store.get(SPACE, keys(2_000_000, 2_000_002))).toEqual(vectors(2_000_000, 2_000_002))
  }, 60_000)
})

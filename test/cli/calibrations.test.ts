import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CliIo } from '../../src/cli/CliIo.js'
import { keepCalibration, readCalibration } from '../../src/cli/calibrations.js'
import { writeFile } from '../../src/cli/writeFile.js'
import type { Calibration } from '../../src/rank/Calibration.js'
import { testIo } from './testIo.js'

const io: CliIo = {
  ...testIo({ stdout: '', stderr: '' }),
  readFile: (path) => fs.readFile(path, 'utf8'),
  writeFile,
}
const KEY = { catalog: 'c1', embedder: 'static:1' }
const made = (key = KEY, tasks = 1): Calibration => ({
  version: 1,
  ...key,
  tasks,
  confidence: { features: ['score'], weights: [1], bias: 0 },
  recall: Array.from({ length: tasks }, () => [1]),
  quality: { before: 0.2, after: 0.1, brierSkill: 0.3 },
})

let folder: string
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'toolcrib-calibrations-'))
})
afterEach(() => fs.rm(folder, { recursive: true }))

describe('a folder of calibrations', () => {
  test('keeps one a catalog and embedder, side by side', async () => {
    const keys = ['static:1', 'http:a/b'].flatMap((embedder) => [
      { catalog: 'c1', embedder },
      { catalog: 'c2', embedder },
    ])
    for (const key of keys) expect(await readCalibration(folder, key, io)).toBeUndefined()
    for (const key of keys) await keepCalibration(folder, made(key), io)
    expect(await fs.readdir(folder)).toHaveLength(keys.length)
    for (const key of keys) expect(await readCalibration(folder, key, io)).toEqual(made(key))
  })

  test('that is not there holds nothing', async () => {
    expect(await readCalibration(join(folder, 'none'), KEY, io)).toBeUndefined()
  })

  test('uses a file of the old name for the embedder that it was made with, and no other', async () => {
    await fs.writeFile(join(folder, 'c1.json'), JSON.stringify(made()))
    expect(await readCalibration(folder, KEY, io)).toEqual(made())
    expect(await readCalibration(folder, { ...KEY, embedder: 'other' }, io)).toBeUndefined()
    await keepCalibration(folder, made(KEY, 2), io)
    expect(await readCalibration(folder, KEY, io)).toEqual(made(KEY, 2))
  })
})

describe('a path that cannot be used is a coded error with the file', () => {
  test('a file where the folder should be', async () => {
    const path = join(folder, 'file')
    await fs.writeFile(path, '')
    await expect(readCalibration(path, KEY, io)).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { option: '--calibrations', reason: 'ENOTDIR' },
    })
    const keeping = keepCalibration(path, made(), io)
    await expect(keeping).rejects.toMatchObject({
      code: 'file-unwritable',
      details: { option: '--calibrations', reason: 'EEXIST' },
    })
    await expect(keeping).rejects.toThrow(/a part of its path is no directory/)
  })

  test.each([
    ['half-written', JSON.stringify(made()).slice(0, 40), 'file-malformed'],
    ['empty', '', 'file-malformed'],
    ['of another kind', '{}', 'calibration-invalid'],
    ['null', 'null', 'calibration-invalid'],
    ['of another embedder', JSON.stringify(made({ ...KEY, embedder: 'x' })), 'calibration-mismatch'],
  ])('a file that is %s', async (_, text, code) => {
    const file = await keepCalibration(folder, made(), io)
    await fs.writeFile(file, text)
    const reading = readCalibration(folder, KEY, io)
    await expect(reading).rejects.toMatchObject({ code, details: { file } })
    await expect(reading).rejects.toThrow(/Delete the file, or write it anew with `toolcrib calibrate`/)
  })

  test('a damaged file of the old name', async () => {
    const file = join(folder, 'c1.json')
    await fs.writeFile(file, '{"embedder":')
    await expect(readCalibration(folder, KEY, io)).rejects.toMatchObject({
      code: 'file-malformed',
      details: { file },
    })
  })

  test('a directory where the file should be', async () => {
    const file = await keepCalibration(folder, made(), io)
    await fs.rm(file)
    await fs.mkdir(file)
    await expect(readCalibration(folder, KEY, io)).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { file, reason: 'EISDIR' },
    })
  })
})

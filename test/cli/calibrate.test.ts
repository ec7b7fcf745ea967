import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CalibrateDocument } from '../../src/cli/commands/calibrate.js'
import { writeFile } from '../../src/cli/writeFile.js'
import { type CliSetup, jsonLines, runInProcess, TOOLS } from './testIo.js'

const QUERIES = TOOLS.flatMap(({ id, description }, tool) =>
  ['please ', 'could you ', 'I want to ', 'now ', 'the other thing: '].map((opening, at) => ({
    id: `${tool}.${at}`,
    // The last of each five asks for another tool than it names.
    text: `${opening}${description}`,
    gold: [at === 4 ? TOOLS[(tool + 1) % TOOLS.length]!.id : id],
  })),
)
const setup = (more: CliSetup = {}): CliSetup & { files: Record<string, string> } => ({
  ...more,
  files: { t: jsonLines(TOOLS), q: jsonLines(QUERIES), ...more.files },
})
const calibrate = (given: CliSetup, ...argv: string[]) =>
  runInProcess(['calibrate', '--tools', 't', '--queries', 'q', '--calibrations', 'kept', ...argv], given)
const select = (given: CliSetup, ...argv: string[]) =>
  runInProcess(
    ['select', 'refund the last payment', '--tools', 't', '--calibrations', 'kept', ...argv],
    given,
  )

describe('toolcrib calibrate', () => {
  test('keeps a calibration by catalog, which select then uses', async () => {
    const given = setup()
    const before = await select(given, '--json')
    expect(before.stderr).toContain('holds nothing for this catalog')
    const { code, stdout } = await calibrate(given, '--json')
    expect(code).toBe(0)
    const document = JSON.parse(stdout) as CalibrateDocument
    expect(Object.keys(document)).toEqual([
      'file',
      'tools',
      'tasks',
      'noGold',
      'quality',
      'servers',
      'leftOut',
      'warnings',
    ])
    expect(document).toMatchObject({ tools: 5, tasks: 25, noGold: 0 })
    expect(JSON.parse(given.files[document.file]!)).toMatchObject({ version: 1, tasks: 25 })
    const after = await select(given, '--json')
    expect(after.stderr).toBe('')
    expect(JSON.parse(after.stdout).items[0].confidence).not.toBe(
      JSON.parse(before.stdout).items[0].confidence,
    )
  })

  test('says how good it is', async () => {
    const { stdout } = await calibrate(setup())
    expect(stdout).toMatch(/Calibrated with 25 tasks over 5 tools/)
    expect(stdout).toMatch(/Calibration error now +0\.\d{3}/)
    expect(stdout).toMatch(/Kept in kept\S+\.json/)
  })

  test('refuses what it cannot use, and writes nothing', async () => {
    const codeOf = async (given: CliSetup) => {
      const { stdout, code } = await calibrate(given, '--json')
      return { exit: code, code: JSON.parse(stdout).error.code as string }
    }
    const few = setup({ files: { q: jsonLines(QUERIES.slice(0, 3)) } })
    expect(await codeOf(few)).toEqual({ exit: 2, code: 'calibration-invalid' })
    const unknown = setup({ files: { q: jsonLines([{ id: '1', text: 'x', gold: ['nobody'] }]) } })
    expect(await codeOf(unknown)).toEqual({ exit: 2, code: 'eval-invalid' })
    expect(Object.keys(unknown.files ?? {})).toEqual(['t', 'q'])
    expect(await codeOf(setup({ readOnly: true }))).toEqual({ exit: 2, code: 'file-unwritable' })
  })

  test('a kept file that is damaged is refused by name, never ignored', async () => {
    const given = setup()
    const { stdout } = await calibrate(given, '--json')
    const { file } = JSON.parse(stdout) as CalibrateDocument
    given.files[file] = '{"version":'
    expect(JSON.parse((await select(given, '--json')).stdout).error).toMatchObject({
      code: 'file-malformed',
      details: { file },
    })
    given.files[file] = '{}'
    expect(JSON.parse((await select(given, '--json')).stdout).error.code).toBe('calibration-invalid')
  })
})

describe('select --target-recall', () => {
  test('hands out for a recall and says what is promised', async () => {
    const given = setup()
    const plain = await select(given, '--target-recall', '0.9')
    expect(plain.stdout).toContain(
      'On average 90 % of the tools that tasks need are in the selection, estimated',
    )
    await calibrate(given)
    const { stdout } = await select(given, '--target-recall', '0.9', '--guarantee', 'lower95', '--json')
    expect(JSON.parse(stdout).recall).toMatchObject({ value: 0.9, guarantee: 'lower95', tasks: 25 })
  })

  test('takes shares alone, and a guarantee only with them', async () => {
    for (const share of ['0', '1', '90', 'x', '-0.5', '1e-3'])
      expect((await select(setup(), '--target-recall', share)).stderr).toContain('above 0 and below 1')
    expect((await select(setup(), '--guarantee', 'mean')).stderr).toContain('Add that, or leave it out')
    const missing = await select(setup(), '--target-recall', '.9', '--guarantee', 'lower95', '--json')
    expect(JSON.parse(missing.stdout).error.code).toBe('calibration-missing')
  })
})

test('a task in another language is cautioned about, and nothing fits lists the nearest', async () => {
  const { stdout, code } = await runInProcess(
    ['select', 'Überweise bitte Geld an meine Schwester', '--tools', 't'],
    setup(),
  )
  expect(stdout).toContain('knows few words of this task')
  if (code === 3) expect(stdout).toContain('too unlikely to fit')
})

test('a file is written whole, into folders that are made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'toolcrib-'))
  try {
    const file = join(folder, 'a/b/c.json')
    await writeFile(file, 'one')
    await writeFile(file, 'two')
    expect(await readFile(file, 'utf8')).toBe('two')
    expect(await readdir(join(folder, 'a/b'))).toEqual(['c.json'])
    await expect(writeFile(join(file, 'd'), 'three')).rejects.toThrow()
    await expect(writeFile(join(folder, 'a'), 'three')).rejects.toThrow()
    expect(await readdir(folder)).toEqual(['a'])
  } finally {
    await rm(folder, { recursive: true })
  }
})

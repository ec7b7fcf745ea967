import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openFileTrustStore } from '../../src/trust/drivers/fileTrustStore.js'
import { parseTrustState } from '../../src/trust/parseTrustState.js'
import { adding, describeTrustStore, namesIn } from '../contracts/trustStore.js'

const folder = mkdtempSync(join(tmpdir(), 'toolcrib-trust-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let made = 0
/** A path that no other test has, in a folder that does not exist yet. */
const newFile = () => join(folder, `${made++}`, 'deep', 'trust.json')
/** A file with that text. */
function fileWith(text: string): string {
  const file = newFile()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

describeTrustStore('file', () => openFileTrustStore(newFile()))

describe('the file', () => {
  it('is whole JSON, readable by its user alone, with nothing left beside it', async () => {
    const file = newFile()
    await openFileTrustStore(file).update(adding('s', 'a'))
    expect(namesIn(parseTrustState(JSON.parse(readFileSync(file, 'utf8'))))).toEqual(['s/a'])
    expect(readdirSync(dirname(file))).toEqual(['trust.json'])
    if (process.platform === 'win32') return
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700)
    chmodSync(file, 0o644)
    await openFileTrustStore(file).update(adding('s', 'b'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is not made by reading, and not touched by an update that changes nothing', async () => {
    const file = newFile()
    await openFileTrustStore(file).read()
    expect(existsSync(dirname(file))).toBe(false)
    await openFileTrustStore(file).update(adding('s', 'a'))
    const { ino, ctimeMs } = statSync(file)
    await openFileTrustStore(file).update(adding('s', 'a'))
    expect(statSync(file)).toMatchObject({ ino, ctimeMs })
  })

  it('is not written anew where another process made the same change meanwhile', async () => {
    const file = newFile()
    mkdirSync(dirname(file), { recursive: true })
    const text = JSON.stringify((await openFileTrustStore(newFile()).update(adding('s', 'a'))).state)
    const change = vi.fn(adding('s', 'a'))
    change.mockImplementationOnce((state) => {
      writeFileSync(file, text)
      return adding('s', 'a')(state)
    })
    await openFileTrustStore(file).update(change)
    expect(change).toHaveBeenCalledTimes(2)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('is read again when another store has written it', async () => {
    const file = newFile()
    const [one, other] = [openFileTrustStore(file), openFileTrustStore(file)]
    await one.update(adding('s', 'a'))
    await other.update(adding('s', 'b'))
    expect(namesIn(await one.read())).toEqual(['s/a', 's/b'])
    await one.update(adding('s', 'c'))
    expect(namesIn(await other.read())).toEqual(['s/a', 's/b', 's/c'])
  })

  it.each([
    ['is empty', '', 'file-malformed', /it is empty at line 1, column 1/],
    ['is cut short', '{"version":1,', 'file-malformed', /is not JSON: .* at line 1, column 14/],
    ['is of a later version', '{"version":2,"servers":[]}', 'trust-invalid', /trust\.json: .*version/],
    ['is something else', '[]', 'trust-invalid', /backup/],
  ])('that %s trusts nothing', async (_, text, code, message) => {
    const file = fileWith(text)
    const store = openFileTrustStore(file)
    const error = expect.objectContaining({
      code,
      message: expect.stringMatching(message),
      details: expect.objectContaining({ file }),
    })
    await expect(store.read()).rejects.toEqual(error)
    await expect(store.update(adding('s', 'a'))).rejects.toEqual(error)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('that is a folder, or lies below a file, is an error', async () => {
    await expect(openFileTrustStore(folder).update(adding('s', 'a'))).rejects.toMatchObject({
      code: 'file-unreadable',
      details: { reason: 'EISDIR' },
    })
    const below = join(fileWith('{}'), 'trust.json')
    await expect(openFileTrustStore(below).read()).rejects.toMatchObject({ code: 'file-unreadable' })
  })

  it('that cannot be made is an error', async () => {
    const file = newFile()
    mkdirSync(dirname(file), { recursive: true })
    // A directory in the place of the lock: links to it and reads of it fail for every user.
    mkdirSync(`${file}.lock`)
    await expect(openFileTrustStore(file).update(adding('s', 'a'))).rejects.toMatchObject({
      code: 'file-unwritable',
      details: { file },
    })
    expect(readdirSync(dirname(file))).toEqual(['trust.json.lock'])
  })

  it.each([
    [{ patience: -1 }, 'option-invalid'],
    [{ patience: Number.NaN }, 'option-invalid'],
    [{ patient: 1 }, 'option-unknown'],
  ])('takes no option %j', (options, code) => {
    expect(() => openFileTrustStore('x', options as object)).toThrow(expect.objectContaining({ code }))
  })
})

describe('the lock', () => {
  const lockOf = (owner: object) => JSON.stringify({ instance: 'i', host: hostname(), ...owner })
  const ENDED = 2 ** 22 + 1

  it.each([
    ['of a process that has ended', lockOf({ pid: ENDED })],
    ['of one that had our number before', lockOf({ pid: process.pid })],
  ])('%s is taken over', async (_, text) => {
    const file = newFile()
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.lock`, text)
    await Promise.all(['a', 'b', 'c'].map((name) => openFileTrustStore(file).update(adding('s', name))))
    expect(namesIn(await openFileTrustStore(file).read())).toEqual(['s/a', 's/b', 's/c'])
    expect(readdirSync(dirname(file))).toEqual(['trust.json'])
  })

  it.each([
    ['of a living process', lockOf({ pid: process.ppid }), `process ${process.ppid} on ${hostname()}`],
    ['of another machine', lockOf({ pid: ENDED, host: 'elsewhere' }), `process ${ENDED} on elsewhere`],
    ['that is none of ours', 'x', 'another process'],
    ['of a process without a number', lockOf({ pid: 0 }), 'another process'],
  ])('%s is waited for, then named', async (_, text, holder) => {
    const file = newFile()
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.lock`, text)
    const store = openFileTrustStore(file, { patience: 20 })
    await expect(store.update(adding('s', 'a'))).rejects.toMatchObject({
      code: 'trust-locked',
      message: expect.stringContaining(`${file}.lock has been held by ${holder} for more than 20 ms`),
    })
    expect(readdirSync(dirname(file))).toEqual(['trust.json.lock'])
    const patient = openFileTrustStore(file).update(adding('s', 'a'))
    rmSync(`${file}.lock`)
    expect(namesIn((await patient).state)).toEqual(['s/a'])
  })
})

describe('an update whose lock was taken over', () => {
  it('writes nothing and runs anew', async () => {
    const file = newFile()
    const states: string[][] = []
    const { state } = await openFileTrustStore(file).update((before) => {
      states.push(namesIn(before))
      if (states.length === 2) {
        // What another process leaves that took this one for dead, and has ended since.
        const { state: theirs } = adding('r', 'x')(before)
        writeFileSync(file, JSON.stringify(theirs))
        writeFileSync(`${file}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), instance: 'i' }))
      }
      return adding('s', 'a')(before)
    })
    expect(states).toEqual([[], [], ['r/x']])
    expect(namesIn(state)).toEqual(['r/x', 's/a'])
    expect(readdirSync(dirname(file))).toEqual(['trust.json'])
  })
})

const WRITER = fileURLToPath(new URL('../fixtures/writeTrust.ts', import.meta.url))

/** Another process that updates the file as the fixture says. */
function writer(file: string, server: string, count: string) {
  const args = ['--import', 'tsx', WRITER, file, server, count]
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

describe('several processes', () => {
  it('update at once and lose nothing', { timeout: 60_000 }, async () => {
    const file = newFile()
    const children = ['p', 'q', 'p'].map((server) => writer(file, server, '30'))
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number))
    expect(codes).toEqual([0, 0, 0])
    const names = namesIn(await openFileTrustStore(file).read())
    expect(names).toHaveLength(60)
    expect(readdirSync(dirname(file))).toEqual(['trust.json'])
  })

  it('go on after one was killed in the middle of an update', { timeout: 60_000 }, async () => {
    const file = newFile()
    await openFileTrustStore(file).update(adding('s', 'a'))
    const child = writer(file, 'r', 'hang')
    await once(child.stdout, 'data')
    const waiting = openFileTrustStore(file, { patience: 0 }).update(adding('s', 'b'))
    await expect(waiting).rejects.toMatchObject({ code: 'trust-locked', details: { pid: child.pid } })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const { state } = await openFileTrustStore(file).update(adding('s', 'b'))
    expect(namesIn(state)).toEqual(['s/a', 's/b'])
    expect(state.servers.map(({ key }) => key)).toEqual(['s'])
  })
})

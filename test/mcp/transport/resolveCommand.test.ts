import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveCommand } from '../../../src/mcp/transport/resolveCommand.js'

let root: string
const program = (path: string, mode = 0o755) => {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, '#!/bin/sh\n')
  chmodSync(path, mode)
}
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'toolcrib-resolve-'))
  program(join(root, 'node_modules/.bin/my-server'))
  program(join(root, 'node_modules/.bin/on-path'))
  program(join(root, 'node_modules/.bin/not-executable'), 0o644)
  program(join(root, 'bin/on-path'))
  mkdirSync(join(root, 'a/b'), { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('resolveCommand', () => {
  const resolve = (command: string) =>
    resolveCommand(command, { path: join(root, 'bin'), cwd: join(root, 'a/b') })

  it("finds a package's bin at or above the working directory", () => {
    expect(resolve('my-server')).toBe(join(root, 'node_modules/.bin/my-server'))
  })

  it('prefers PATH, and leaves paths and unknown names alone', () => {
    expect(resolve('on-path')).toBe('on-path')
    expect(resolve('./my-server')).toBe('./my-server')
    expect(resolve('no-such-server')).toBe('no-such-server')
    expect(resolve('not-executable')).toBe('not-executable')
  })
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readRuns } from './readRuns.js'

const TIME = '2026-11-26T04-42-09-544Z'

test('finds what the suite left by the names of the scenarios', () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-runs-'))
  const leave = (name: string, stdout?: string) => {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'checks.json'), '[{"id":"one","status":"SUCCESS"}]')
    if (stdout !== undefined) writeFileSync(join(folder, name, 'stdout.txt'), stdout)
  }
  try {
    leave(`auth/some-way-${TIME}`, 'ended well\n')
    leave(`server-server-stateless-${TIME}`)
    const checks = [{ id: 'one', status: 'SUCCESS' }]
    expect(readRuns(folder, 'client').get('auth/some-way')).toEqual({ checks, stdout: 'ended well\n' })
    expect(readRuns(folder, 'server').get('server-stateless')).toEqual({ checks, stdout: '' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

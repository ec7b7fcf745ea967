import { expect, test } from 'vitest'
import { suiteMissing } from './ensureConformance.js'

test.each([
  ['v20.20.2', 'linux', 'x64', undefined],
  ['v22.0.0', 'darwin', 'arm64', undefined],
  ['v100.1.0', 'win32', 'x64', undefined],
  ['v20.20.2', 'darwin', 'arm64', 'this is v20.20.2, and no binary of it is pinned for darwin on arm64'],
  ['v20.20.2', 'linux', 'arm64', 'no binary'],
  ['v21.9.0', 'win32', 'x64', 'no binary'],
] as const)('Node.js %s on %s %s', (version, platform, arch, reason) => {
  const missing = suiteMissing({ version, platform, arch })
  if (reason === undefined) expect(missing).toBeUndefined()
  else expect(missing).toContain(reason)
})

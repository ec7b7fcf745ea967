import { readFile } from 'node:fs/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { loadPageScript } from '../../src/report/drivers/loadPageScript.js'

vi.mock('node:fs/promises', () => ({ readFile: vi.fn() }))
afterEach(() => vi.mocked(readFile).mockReset())

it('reads what the build wrote', async () => {
  vi.mocked(readFile).mockResolvedValue('program')
  expect(await loadPageScript()).toBe('program')
  expect(vi.mocked(readFile).mock.calls[0]![0]).toMatch(/[\\/]dist[\\/]report[\\/]page\.js$/)
})

it('says which file is missing, and what to do', async () => {
  vi.mocked(readFile).mockRejectedValue(new Error('ENOENT'))
  await expect(loadPageScript()).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringMatching(/page\.js\. Build toolcrib/),
  })
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptOnDisk } from '../../bench/contenders/keptOnDisk.js'
import { BGE_SMALL, MINI_LM } from '../../bench/contenders/localModels.js'

const DIMENSIONS = 384

test('a text is embedded once, also by another process, and never for another model', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-vectors-'))
  try {
    const asked: string[] = []
    const embed = async (texts: string[]) => {
      asked.push(...texts)
      return Float32Array.from(
        texts.flatMap((text) => Array.from({ length: DIMENSIONS }, (_, at) => (at === text.length ? 1 : 0))),
      )
    }
    const place = (flat: Float32Array, at: number) =>
      flat.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS).indexOf(1)
    const first = await keptOnDisk(embed, MINI_LM, folder)(['one', 'seven'])
    expect([place(first, 0), place(first, 1)]).toEqual([3, 5])
    const again = await keptOnDisk(embed, MINI_LM, folder)(['seven', 'eleven', 'one'])
    expect([0, 1, 2].map((at) => place(again, at))).toEqual([5, 6, 3])
    expect(asked).toEqual(['one', 'seven', 'eleven'])
    await keptOnDisk(embed, BGE_SMALL, folder)(['one'])
    expect(asked).toHaveLength(4)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

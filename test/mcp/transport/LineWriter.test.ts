import { Writable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineWriter } from '../../../src/mcp/transport/LineWriter.js'

/** A stream that keeps what each write gave it. */
function sink(fault?: Error): { stream: Writable; writes: string[] } {
  const writes: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      writes.push(String(chunk))
      done(fault)
    },
  })
  stream.on('error', () => {})
  return { stream, writes }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('LineWriter', () => {
  it('writes the lines of one turn together, all in order, each ended', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.stringMatching(/^[^\n]{0,8}$/), { maxLength: 4 })),
        async (turns) => {
          const { stream, writes } = sink()
          const writer = new LineWriter(stream)
          for (const lines of turns) {
            const written = lines.map((line) => writer.write(line))
            await turn()
            await Promise.all(written)
          }
          const expected = turns.filter((lines) => lines.length > 0)
          expect(writes).toEqual(expected.map((lines) => lines.map((line) => `${line}\n`).join('')))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('writes at once what is flushed, and nothing twice', async () => {
    const { stream, writes } = sink()
    const writer = new LineWriter(stream)
    const written = writer.write('last words')
    writer.flush()
    expect(writes).toEqual(['last words\n'])
    await written
    await turn()
    expect(writes).toHaveLength(1)
  })

  it('rejects every line of a write that failed', async () => {
    const writer = new LineWriter(sink(new Error('EPIPE')).stream)
    const results = await Promise.allSettled([writer.write('a'), writer.write('b')])
    expect(results).toMatchObject([
      { status: 'rejected', reason: { message: 'EPIPE' } },
      { status: 'rejected', reason: { message: 'EPIPE' } },
    ])
  })
})

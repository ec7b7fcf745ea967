import { afterAll, describe, expect, it } from 'vitest'
import { checkVectors } from '../../src/embed/checkVectors.js'
import type { Embedder } from '../../src/embed/Embedder.js'
import { dot } from '../../src/vector/dot.js'

/** What differs between embedders. */
export interface EmbedderContract {
  /** Start of the `id`, for example `static:`. */
  idPrefix: string
  /** Length of the vectors. */
  dimensions: number
  /** By how much the cosine of a paraphrase exceeds that of something else, at least. Default 0.1. */
  margin?: number
}

/** A request, a tool that fits it in other words, and one that does not. */
const PARAPHRASES = [
  [
    'send an email to my colleague',
    'deliver a mail message to a recipient',
    'compute the area of a triangle',
  ],
  ['what will the weather be tomorrow', 'get the forecast of temperature and rain', 'merge a pull request'],
  ['delete the old files', 'remove documents from a folder', 'translate a sentence into French'],
] as const

const TEXTS = [
  'list open issues',
  'Search a repository for source code that contains a string, and return every matching line with its file',
  'a',
  'create_calendar_event',
  'Überweisung an 3 Empfänger 🎉',
  'list open issues',
]

/** What every driver of Embedder does. `factory` makes one; it is made once and closed at the end. */
export function describeEmbedder(
  name: string,
  factory: () => Promise<Embedder>,
  contract: EmbedderContract,
): void {
  describe(`Embedder: ${name}`, () => {
    let made: Promise<Embedder> | undefined
    const embedder = () => {
      made ??= factory()
      return made
    }
    afterAll(async () => (await made)?.close?.())

    it('has an id and dimensions', async () => {
      const { id, dimensions } = await embedder()
      expect(id.startsWith(contract.idPrefix)).toBe(true)
      expect(dimensions).toBe(contract.dimensions)
    })

    it('gives one vector of length 1 per text, in order', async () => {
      const { id, dimensions } = await embedder()
      const vectors = await (await embedder()).embed(TEXTS)
      expect(checkVectors(vectors, { embedder: id, dimensions, texts: TEXTS.length })).toEqual(vectors)
      for (const vector of [vectors[0]!, vectors[1]!, vectors[3]!])
        expect(dot(vector, vector)).toBeCloseTo(1, 4)
      expect(vectors[5]).toEqual(vectors[0])
      expect(vectors[1]).not.toEqual(vectors[0])
    })

    it('gives a text the same vector alone, in company and again', async () => {
      const together = await (await embedder()).embed(TEXTS)
      for (const [i, text] of TEXTS.entries()) {
        const [alone] = await (await embedder()).embed([text])
        expect(alone).toEqual(together[i])
      }
    })

    it('gives vectors that the caller may keep and change', async () => {
      const [first] = await (await embedder()).embed(['list open issues'])
      const copy = first!.slice()
      first!.fill(7)
      expect((await (await embedder()).embed(['list open issues']))[0]).toEqual(copy)
    })

    it('puts a paraphrase nearer than something else', async () => {
      for (const [task, same, other] of PARAPHRASES) {
        const [asked] = await (await embedder()).embed([task], { kind: 'task' })
        const [near, far] = await (await embedder()).embed([same, other], { kind: 'tool' })
        expect(dot(asked!, near!)).toBeGreaterThan(dot(asked!, far!) + (contract.margin ?? 0.1))
      }
    })

    it('gives zeros for a text without words, and nothing for no texts', async () => {
      const vectors = await (await embedder()).embed(['', ' \n\t '])
      for (const vector of vectors) expect(vector.every((value) => value === 0)).toBe(true)
      expect(vectors).toHaveLength(2)
      expect(await (await embedder()).embed([])).toEqual([])
    })

    it('takes any string: half a surrogate pair, control characters, a megabyte without a break', async () => {
      const hostile = [
        '\ud83d',
        '\u0000\u202e\u0007',
        '__proto__ constructor toString',
        'x'.repeat(1_000_000),
      ]
      const { id, dimensions } = await embedder()
      const vectors = await (await embedder()).embed(hostile)
      checkVectors(vectors, { embedder: id, dimensions, texts: hostile.length })
    })

    it('rejects with `aborted` when its signal is aborted', async () => {
      const signal = AbortSignal.abort(new Error('enough'))
      const call = (await embedder()).embed(['list open issues'], { signal })
      await expect(call).rejects.toMatchObject({ code: 'aborted', cause: new Error('enough') })
    })
  })
}

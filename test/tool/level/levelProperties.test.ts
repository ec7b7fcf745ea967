import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { restoreConstraints } from '../../../bench/levels/restoreConstraints.js'
import { compileArguments } from '../../../src/tool/arguments/compileArguments.js'
import { createCatalog } from '../../../src/tool/Catalog.js'
import { LEVELS } from '../../../src/tool/Level.js'
import { NO_SHARED_PARTS } from '../../../src/tool/level/sharedParts.js'
import { signatureLine } from '../../../src/tool/level/signatureLine.js'
import { toolAtLevel } from '../../../src/tool/level/toolAtLevel.js'
import type { Tool, ToolDefinition } from '../../../src/tool/Tool.js'
import { randomArguments, randomSchema } from './randomSchema.js'

const context = { wireName: 'wire', shared: NO_SHARED_PARTS }

/** Metadata that must go from every tool, so that compact is always shorter than full. */
const toolOf = (inputSchema: object, rest: object = { title: 'A title' }) =>
  createCatalog([{ tools: [{ name: 'a', inputSchema, ...rest }] }]).tools[0]!

async function checkOf(definition: ToolDefinition) {
  const compiled = await compileArguments(createCatalog([{ tools: [definition] }]).tools[0]!)
  if (!compiled.ok) throw new Error(compiled.reason)
  return (args: unknown) => compiled.validate(args).length === 0
}

const compiles = async (tool: Tool) => (await compileArguments(tool)).ok

describe('levels of random schemas', () => {
  it('accept what the full schema accepts, and list what else they accept', async () => {
    const seen = { accepted: 0, loosened: 0 }
    await fc.assert(
      fc.asyncProperty(
        randomSchema,
        fc.array(randomArguments, { minLength: 8, maxLength: 8 }),
        async (schema, samples) => {
          const tool = toolOf(schema)
          // A reference to itself may have no end.
          if (!(await compiles(tool))) return
          const full = toolAtLevel(tool, 'full', context).definition
          const { definition, elided } = toolAtLevel(tool, 'compact', context)
          const [whole, compact, signature, restored] = await Promise.all(
            [
              full,
              definition,
              toolAtLevel(tool, 'signature', context).definition,
              restoreConstraints(full, definition, elided),
            ].map(checkOf),
          )
          for (const args of samples) {
            const fits = whole!(args)
            if (fits) expect([compact!(args), signature!(args)]).toEqual([true, true])
            expect(restored!(args)).toBe(fits)
            if (fits) seen.accepted++
            else if (compact!(args)) seen.loosened++
          }
        },
      ),
      { numRuns: 200, seed: 1 },
    )
    // Else the samples tell nothing.
    expect(seen.accepted).toBeGreaterThan(100)
    expect(seen.loosened).toBeGreaterThan(10)
  })

  it('shrink from level to level, keep what is required, and are the same every time', () => {
    fc.assert(
      fc.property(randomSchema, (schema) => {
        const tool = toolOf(schema)
        const before = JSON.stringify(tool)
        const levels = LEVELS.map((level) => toolAtLevel(tool, level, context))
        const sizes = levels.map(({ definition }) => JSON.stringify(definition).length)
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
        for (const { definition } of levels.filter(({ callable }) => callable))
          expect(definition.inputSchema?.['required'] ?? []).toEqual(schema['required'])
        expect(levels.map(({ callable }) => callable)).toEqual([true, true, true, false])
        expect(JSON.stringify(LEVELS.map((level) => toolAtLevel(tool, level, context)))).toBe(
          JSON.stringify(levels),
        )
        expect(JSON.stringify(tool)).toBe(before)
      }),
      { seed: 1 },
    )
  })

  it('never breaks the line of a signature, whatever names and descriptions hold', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        'a',
        '\n',
        '\r',
        '\u0000',
        '\u2028',
        '\u202e',
        '\u200b',
        '"',
        '. ',
        '\u0085',
        '\ud800',
      ),
    })
    fc.assert(
      fc.property(hostile, hostile, hostile, (description, name, value) => {
        const inputSchema = { properties: { [name]: { enum: [value] } }, required: [name] }
        const line = signatureLine(toolOf(inputSchema, { description }), { wireName: `w${name}` })
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

import { describe, expect, test } from 'vitest'
import type { EvalDocument } from '../../src/cli/commands/eval.js'
import { type CliSetup, jsonLines, runInProcess, TOOLS } from './testIo.js'

const REFUND = { id: 'refund', text: 'refund the last payment', gold: ['pay/refund_payment'] }
/** Nothing in these words leads to the second tool. */
const HALF = { id: 'half', text: 'refund the last payment', gold: ['pay/refund_payment', 'mail/send'] }
const NONE = { id: 'none', text: 'show the latest payments', gold: ['mail/send'] }

async function run(queries: readonly unknown[], argv: readonly string[], setup: CliSetup = {}) {
  const files = { t: jsonLines(TOOLS), q: jsonLines(queries) }
  const result = await runInProcess(['eval', '--tools', 't', '--queries', 'q', ...argv], { ...setup, files })
  return { ...result, document: () => JSON.parse(result.stdout) as EvalDocument }
}

describe('lists that are handed out', () => {
  test('are scored inside the limits', async () => {
    const { code, document } = await run([REFUND, HALF, NONE], ['--max-tools', '1', '--json'])
    const { selection, gate } = document()
    expect(code).toBe(0)
    expect(gate).toBeUndefined()
    expect(selection).toMatchObject({ maxTokens: null, maxTools: 1, kept: 0.5, complete: 0.333333 })
    expect(selection!.misses).toEqual([
      { id: 'none', text: NONE.text, kept: 0, missing: ['mail/send'] },
      { id: 'half', text: HALF.text, kept: 0.5, missing: ['mail/send'] },
    ])
  })

  test('never take more tokens than allowed, and are counted as they are sent', async () => {
    const { selection } = (await run([REFUND, NONE], ['--max-tokens', '60', '--json'])).document()
    expect(selection!.maxTokens).toBe(60)
    expect(selection!.tokens.most).toBeLessThanOrEqual(60)
    expect(selection!.tokens.before).toBeGreaterThan(100)
    expect(selection!.tokens.counter).toBe('o200k_base')
  })

  test('are left out of the document where nobody asked for them', async () => {
    const document = (await run([REFUND], ['--json'])).document()
    expect(document).not.toHaveProperty('selection')
    expect(document).not.toHaveProperty('gate')
  })

  test('are those of the conversation where a query has a history', async () => {
    const query = { id: 'q', text: 'yes, that one', gold: ['pay/refund_payment'] }
    const keptOf = async (row: object) =>
      (await run([row], ['--max-tools', '1', '--json'])).document().selection!.kept
    expect(await keptOf({ ...query, history: ['refund the last payment please'] })).toBe(1)
    expect(await keptOf(query)).toBe(0)
  })
})

describe('the gate', () => {
  test('is passed by a recall that is exactly what is asked for', async () => {
    const { code, stdout, stderr } = await run([REFUND, NONE], ['--max-tools', '1', '--min-recall', '0.5'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Gate passed: The mean recall of the lists is 50.0 %, at least 50.0 %.')
  })

  test('says by how much it was missed, and which tasks missed what', async () => {
    const argv = ['--max-tools', '1', '--min-recall', '0.95']
    const { code, stdout, stderr } = await run([REFUND, HALF, NONE], argv)
    expect(code).toBe(5)
    expect(stderr).toBe(
      'gate: Gate not passed: The mean recall of the lists is 50.0 %, 45.00 points below 95.0 %.\n',
    )
    expect(stdout).toMatch(/2 tasks missed a tool, worst first:\n {2}none .*\n {2}half .*without mail\/send/)
  })

  test('on the lower end of the interval asks for more tasks, not only for good ones', async () => {
    const argv = ['--max-tools', '5', '--min-recall', '0.9', '--json']
    const many = (tasks: number) => Array.from({ length: tasks }, (_, at) => ({ ...REFUND, id: `q${at}` }))
    expect((await run(many(5), argv)).code).toBe(0)
    const few = await run(many(5), [...argv, '--gate', 'lower'])
    expect(few.code).toBe(5)
    expect(few.document().gate).toMatchObject({ passed: false, on: 'lower', required: 0.9, value: 0.565518 })
    expect((await run(many(60), [...argv, '--gate', 'lower'])).code).toBe(0)
  })

  test('that measures nothing is an error, never passed', async () => {
    const { code, stdout } = await run([{ ...REFUND, gold: [] }], ['--min-recall', '0', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error.code).toBe('eval-invalid')
  })

  test('--gate without --min-recall is refused', async () => {
    const { code, stderr } = await run([REFUND], ['--gate', 'mean'])
    expect(code).toBe(2)
    expect(stderr).toContain('--min-recall')
  })
})

test('one of --tools and --config has to be given', async () => {
  const { code, stderr } = await runInProcess(['eval', '--queries', 'q'], { files: { q: '' } })
  expect(code).toBe(2)
  expect(stderr).toContain('--config FILE')
})

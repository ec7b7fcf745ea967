import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { jsonLines, runInProcess, TOOLS } from './cli/testIo.js'

const page = readFileSync(new URL('../docs/ci.md', import.meta.url), 'utf8')
const [, workflow = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
const steps = [...workflow.matchAll(/^ +- run: (.*)$/gm)].map(([, command]) => command!)
const words = (steps.find((command) => command.includes(' eval ')) ?? '').split(' ')

/** Runs the command of the workflow on a small catalog. */
async function runStep(gold: string) {
  const argv = words.slice(words.indexOf('toolcrib') + 1)
  const fileOf = (option: string) => argv[argv.indexOf(option) + 1]!
  const task = { id: 'a', text: 'refund the last payment', gold: [gold] }
  const files = {
    [fileOf('--tools')]: jsonLines(TOOLS),
    [fileOf('--queries')]: jsonLines([task]),
  }
  return await runInProcess(argv, { files })
}

describe('the workflow of docs/ci.md', () => {
  it('runs a command that passes where tools are found and fails where they are not', async () => {
    expect(await runStep('pay/refund_payment')).toMatchObject({ code: 0 })
    expect(await runStep('mail/send')).toMatchObject({ code: 5 })
  })

  it('installs by the lockfile, downloads nothing else, and pins what it uses', () => {
    expect(steps[0]).toBe('npm ci')
    expect(words.slice(0, 3)).toEqual(['npx', '--no-install', 'toolcrib'])
    const uses = [...workflow.matchAll(/uses: (.*)$/gm)].map(([, action]) => action!)
    expect(uses.length).toBeGreaterThan(1)
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@v\d+$/)
    expect(workflow).toMatch(/node-version: \d+\.\d+\.\d+/)
  })

  it('calls the command that the page begins with', () => {
    expect(page).toContain(`npx ${words.slice(2).join(' ')}\n`)
  })

  it('says how many tasks the lower end of the interval needs', async () => {
    const { wilsonInterval } = await import('../src/eval/index.js')
    expect(wilsonInterval(1, 73)[0]).toBeGreaterThanOrEqual(0.95)
    expect(wilsonInterval(1, 72)[0]).toBeLessThan(0.95)
    expect(wilsonInterval(1, 10)[0]).toBeCloseTo(0.72, 2)
  })
})

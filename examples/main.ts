import { ensureDemoServers } from '../demo/ensureDemoServers.js'
import { EXAMPLES } from './examples.js'
import { runExample } from './shared/runExample.js'
import { runText } from './shared/runText.js'

const USAGE = `Usage: npm run example -- ${[...EXAMPLES.keys()].join(' | ')}

Runs an agent with a scripted model against a real MCP server, before and after its client was wrapped.`

async function main(names: readonly string[]): Promise<number> {
  const name = names[0] ?? ''
  const example = EXAMPLES.get(name)
  if (names.length !== 1 || example === undefined) {
    const asked = names.includes('--help')
    process[asked ? 'stdout' : 'stderr'].write(`${USAGE}\n`)
    return asked ? 0 : 2
  }
  await ensureDemoServers()
  const runs = await runExample(name, example)
  process.stdout.write(runText(example.wishes, runs))
  return runs.before.done && runs.after.done && runs.after.tokens < runs.before.tokens ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))

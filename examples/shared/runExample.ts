import type { Example } from './Example.js'
import { ScriptedModel, type Turn } from './ScriptedModel.js'
import { freshFolder, startOf } from './startOf.js'

/** One of the two runs of an example. */
export interface ExampleRun {
  turns: readonly Turn[]
  /** Tokens of tools over all turns. */
  tokens: number
  /** What is there at the end. */
  outcome: string
  /** Whether that is what the user wanted. */
  done: boolean
}

/** Both runs. */
export interface ExampleRuns {
  before: ExampleRun
  after: ExampleRun
}

/** Runs the agent before and after its client was wrapped, each in a folder of its own, with the same script. */
export async function runExample(name: string, example: Example): Promise<ExampleRuns> {
  const run = async (side: 'before' | 'after'): Promise<ExampleRun> => {
    const folder = freshFolder(`${name}-${side}`)
    const model = await ScriptedModel.create(example.steps(folder))
    await example[side](startOf(example.servers, folder), example.wishes, model)
    const outcome = outcomeOf(example, folder)
    const tokens = model.turns.reduce((sum, turn) => sum + turn.tokens, 0)
    return { turns: model.turns, tokens, outcome, done: outcome === example.done }
  }
  return { before: await run('before'), after: await run('after') }
}

/** A wish that was given up may have left nothing that can be read. */
function outcomeOf({ outcome }: Example, folder: string): string {
  try {
    return outcome(folder)
  } catch (error) {
    return `nothing (${(error as Error).message.split('\n')[0]})`
  }
}

import type { Message, ScriptedModel } from '../shared/ScriptedModel.js'
import { textOf } from '../shared/textOf.js'
import type { ToolSet } from './toolSet.js'

/** What `generateText` takes, too. */
export interface RunOptions {
  model: ScriptedModel
  /** What the user wants. */
  prompt: string
  tools: ToolSet
}

/** Stands in for `generateText`: runs tools until the model wants no more. */
export async function runTools({ model, prompt, tools }: RunOptions): Promise<void> {
  const offered = Object.entries(tools).map(([name, tool]) => ({ name, ...tool }))
  const messages: Message[] = [{ role: 'user', content: prompt }]
  for (;;) {
    const { says, call } = model.answer(messages, offered)
    messages.push({ role: 'assistant', content: says })
    if (call === undefined) return
    const result = await tools[call.name]!.execute(call.arguments)
    messages.push({ role: 'tool', content: textOf(result) })
  }
}

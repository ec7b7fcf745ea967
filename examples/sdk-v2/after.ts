import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { wrapClient } from 'toolcrib/mcp'
import type { Agent } from '../shared/Example.js'
import type { Message } from '../shared/ScriptedModel.js'
import { textOf } from '../shared/textOf.js'

/** An agent on SDK v2: lists the tools, asks the model, and calls what it wants, until it wants no more. */
export const agent: Agent = async (servers, wishes, model) => {
  const client = wrapClient(new Client({ name: 'my-agent', version: '1.0.0' }), { maxTokens: 1500 })
  await client.connect(new StdioClientTransport(servers['git']!))
  const messages: Message[] = []
  for (const content of wishes) {
    messages.push({ role: 'user', content })
    for (;;) {
      const { tools } = await client.listTools({ task: { messages }, session: 'chat-1' })
      const { says, call } = model.answer(messages, tools)
      messages.push({ role: 'assistant', content: says })
      if (call === undefined) break
      const result = await client.callTool(call)
      messages.push({ role: 'tool', content: textOf(result) })
    }
  }
  await client.close()
}

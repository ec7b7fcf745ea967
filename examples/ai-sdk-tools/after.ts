import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { wrapClient } from 'toolcrib/mcp'
import type { Agent } from '../shared/Example.js'
import { runTools } from './runTools.js'
import { toolSet } from './toolSet.js'

/** An agent in the manner of the AI SDK: lists once, makes executable tools of the list, and lets them run. */
export const agent: Agent = async (servers, wishes, model) => {
  const client = wrapClient(new Client({ name: 'my-agent', version: '1.0.0' }), { maxTokens: 1500 })
  await client.connect(new StdioClientTransport(servers['git']!))
  for (const prompt of wishes) {
    const { tools } = await client.listTools()
    await runTools({ model, prompt, tools: toolSet(tools, (call) => client.callTool(call)) })
  }
  await client.close()
}

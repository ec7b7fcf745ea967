import { writeFileSync } from 'node:fs'
import { runBin } from '../runBin.js'
import { answerOf, type CallAnswer, type ClientWay } from './ClientWay.js'

/** The command line mcporter, which connects with each command. */
export const MCPORTER_WAYS: readonly ClientWay[] = (['stdio', 'http'] as const).map((transport) => ({
  client: 'mcporter',
  transport,
  era: 'legacy',
  unsupported: { prompts: 'it has no command for prompts' },
  open: async (gateway, installed) => {
    const config = gateway.file(`mcporter-${transport}.json`)
    const entry =
      transport === 'http' ? { baseUrl: gateway.url } : { command: process.execPath, args: gateway.args() }
    writeFileSync(config, JSON.stringify({ mcpServers: { gate: entry }, imports: [] }))
    const run = async (...words: string[]) => {
      const args = [installed.script('mcporter'), '--config', config, ...words]
      const { stdout, stderr } = await runBin(process.execPath, args, { env: { HOME: gateway.folder } })
      if (stdout === '') throw new Error(`mcporter ${words.join(' ')} printed nothing. ${stderr}`)
      return JSON.parse(stdout)
    }
    const resource = (...uri: string[]) => run('resource', 'gate', ...uri, '--json')
    return {
      tools: async () => {
        const { tools } = (await run('list', 'gate', '--json')) as { tools: { name: string }[] }
        return tools.map(({ name }) => name)
      },
      call: async (name, args) =>
        callAnswer(await run('call', `gate.${name}`, '--args', JSON.stringify(args), '--output', 'json')),
      resources: async () => {
        const { resources } = (await resource()) as { resources: { uri: string }[] }
        return resources.map(({ uri }) => uri)
      },
      read: async (uri) => JSON.stringify(await resource(uri)),
      close: async () => {},
    }
  },
}))

/** Of an answer that is one text of JSON it prints that JSON alone. */
function callAnswer(printed: object): CallAnswer {
  return 'content' in printed ? answerOf(printed) : { text: JSON.stringify(printed), isError: false }
}

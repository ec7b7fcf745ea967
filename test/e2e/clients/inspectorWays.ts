import { runBin } from '../runBin.js'
import { answerOf, type ClientSession, type ClientWay } from './ClientWay.js'

interface Printed {
  tools: { name: string }[]
  resources: { uri: string }[]
  contents: { text: string }[]
  prompts: { name: string }[]
  description: string
}

/** The CLI of the protocol's inspector, which connects with each command. */
export const INSPECTOR_WAYS: readonly ClientWay[] = (
  [
    ['stdio', 'legacy'],
    ['stdio', 'modern'],
    ['http', 'legacy'],
    ['http', 'modern'],
  ] as const
).map(([transport, era]) => ({
  client: 'inspector',
  transport,
  era,
  unsupported: {},
  open: async (gateway, installed) => {
    const script = installed.script('@modelcontextprotocol/inspector')
    const own = ['--cli', '--protocol-era', era]
    const target =
      transport === 'http'
        ? ['--server-url', gateway.url, '--transport', 'http']
        : ['--', process.execPath, ...gateway.args()]
    return sessionOf(async (...words) => {
      const { stdout, stderr } = await runBin(
        process.execPath,
        [script, ...own, '--method', ...words, ...target],
        { env: { HOME: gateway.folder } },
      )
      if (stdout === '') throw new Error(`inspector ${words.join(' ')} printed nothing. ${stderr}`)
      return JSON.parse(stdout) as Printed
    })
  },
}))

function sessionOf(run: (...words: string[]) => Promise<Printed>): ClientSession {
  return {
    tools: async () => (await run('tools/list')).tools.map(({ name }) => name),
    call: async (name, args) => {
      const pairs = Object.entries(args).flatMap(([key, value]) => [
        '--tool-arg',
        `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
      ])
      return answerOf(await run('tools/call', '--tool-name', name, ...pairs))
    },
    resources: async () => (await run('resources/list')).resources.map(({ uri }) => uri),
    read: async (uri) => (await run('resources/read', '--uri', uri)).contents[0]!.text,
    prompts: async () => (await run('prompts/list')).prompts.map(({ name }) => name),
    prompt: async (name) => (await run('prompts/get', '--prompt-name', name)).description,
    close: async () => {},
  }
}

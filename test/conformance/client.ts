import type { OpenSubject } from './Subject.js'

/**
 * The client under test, which the suite starts once a scenario as `client.ts <subject> <url>`. Its last line on standard
 * output is `ended well` or `ended with <error>`: the suite does not judge that.
 */
const SUBJECTS: Record<string, () => Promise<OpenSubject>> = {
  connectServers: async () => (await import('./connectSubject.js')).openConnectSubject,
  wrapClient: async () => (await import('./wrapSubject.js')).openWrapSubject,
}

async function play(): Promise<void> {
  const [name, url] = process.argv.slice(2)
  const scenario = process.env['MCP_CONFORMANCE_SCENARIO']!
  // A client that is wrapped brings its own way to sign in.
  if (name === 'wrapClient' && scenario.startsWith('auth/')) return
  const context = JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}') as Record<string, unknown>
  const assignment = { url: url!, scenario, context }
  const open = await SUBJECTS[name!]!()
  const { playScenario } = await import('./playScenario.js')
  const subject = await open(assignment)
  try {
    await playScenario(subject, assignment)
  } finally {
    await subject.close()
  }
}

/** An error with what caused it: a server's fault is told in our words, around the SDK's. */
function chainOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined
    ? `${error}, by ${chainOf(error.cause)}`
    : String(error)
}

try {
  await play()
  process.stdout.write('ended well\n')
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.stdout.write(`ended with ${chainOf(error).replaceAll('\n', ' ')}\n`)
  process.exitCode = 1
}

import type { Assignment, Subject, SubjectTool } from './Subject.js'
import { sampleArguments } from './sampleArguments.js'

type Play = (subject: Subject, assignment: Assignment) => Promise<void>

/** Scenarios that want more than that every listed tool is called once. */
const PLAYS: Record<string, Play> = {
  'http-standard-headers': async (subject) => {
    await callEveryTool(subject)
    await subject.readRest()
  },
  'http-custom-headers': async (subject, { context }) => {
    const tools = await listed(subject)
    const calls = context['toolCalls'] as { name: string; arguments: Record<string, unknown> }[]
    for (const call of calls) await used(subject, named(tools, call.name).name, call.arguments)
  },
  'json-schema-2020-12-preservation': async (subject) => {
    const tools = await listed(subject)
    const { inputSchema } = named(tools, 'json_schema_2020_12_tool')
    await used(subject, named(tools, 'json_schema_echo').name, { schema: inputSchema })
  },
  // Their servers have no tools.
  initialize: listOnly,
  'request-metadata': listOnly,
  // Its server lists and does nothing else.
  'json-schema-ref-no-deref': async (subject) => {
    await listed(subject)
  },
  'sep-2322-client-request-state': async (subject) => {
    const tools = await listed(subject)
    for (const name of ['echo_state', 'no_state', 'unrelated']) {
      await used(subject, named(tools, `test_mrtr_${name}`).name, {})
    }
    // The SDK refuses a result without its type; the scenario looks only for a call that is sent again.
    await subject.callTool(named(tools, 'test_mrtr_no_result_type').name, {}).catch(() => {})
  },
  // Two rounds, so that the token of the first is refused and its issuer replaced.
  'auth/authorization-server-migration': async (subject) => {
    await callEveryTool(subject)
    await callEveryTool(subject)
  },
}

/** Does with the client under test what a host would: lists, and calls every tool that is listed. */
export async function playScenario(subject: Subject, assignment: Assignment): Promise<void> {
  await (PLAYS[assignment.scenario] ?? callEveryTool)(subject, assignment)
}

async function listOnly(subject: Subject): Promise<void> {
  await subject.listTools()
}

async function callEveryTool(subject: Subject): Promise<void> {
  for (const { name, inputSchema } of await listed(subject)) {
    await used(subject, name, sampleArguments(inputSchema))
  }
}

/** The list, which is never empty: every scenario has a tool, and most prove nothing when it is not called. */
async function listed(subject: Subject): Promise<SubjectTool[]> {
  const tools = await subject.listTools()
  if (tools.length === 0) throw new Error('no tool is listed')
  return tools
}

/** Calls a tool. No tool of a scenario fails, so a result that says so is of the client's making. */
async function used(subject: Subject, name: string, args: Record<string, unknown>): Promise<void> {
  const result = (await subject.callTool(name, args)) as { isError?: boolean }
  if (result.isError === true) throw new Error(`${name} answered ${JSON.stringify(result)}`)
}

/** The tool of a name, with or without the prefix of its server. */
function named(tools: SubjectTool[], name: string): SubjectTool {
  const tool = tools.find((one) => one.name === name || one.name.endsWith(`__${name}`))
  if (tool === undefined) throw new Error(`${name} is not listed, only ${tools.map((one) => one.name)}`)
  return tool
}

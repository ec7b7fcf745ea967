/** What a server said of itself, as far as tasks go. */
export interface TaskServer {
  /** Protocol of its connection. Default: not known, which is held to be that of 2025. */
  era?: 'legacy' | 'modern' | undefined
  capabilities: Readonly<Record<string, unknown>> | undefined
}

/** Whether a tool can be called as a task alone (MCP 2025-11-25: `execution.taskSupport` is `required`). */
export function needsTask(tool: unknown): boolean {
  return memberOf(memberOf(tool, 'execution'), 'taskSupport') === 'required'
}

/**
 * Whether calls of a server can be run as tasks: it speaks the protocol of 2025 and declares `tasks.requests.tools.call`.
 * In 2026 tasks are an extension with other methods.
 */
export function runsTasks({ era, capabilities }: TaskServer): boolean {
  const requests = memberOf(memberOf(capabilities, 'tasks'), 'requests')
  return era !== 'modern' && memberOf(memberOf(requests, 'tools'), 'call') !== undefined
}

/** Whether a server that runs tasks can be told to end one. */
export function cancelsTasks({ capabilities }: TaskServer): boolean {
  return memberOf(memberOf(capabilities, 'tasks'), 'cancel') !== undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

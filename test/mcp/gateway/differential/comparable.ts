import type { Observed } from './Observed.js'

type Fields = Record<string, unknown>

const SERVER_INFO = 'io.modelcontextprotocol/serverInfo'

/** What two routes have to have in common. */
export interface Comparable extends Omit<Observed, 'result'> {
  /** As JSON, so that the order of keys counts: results are handed on as they came. */
  result?: string
}

/**
 * An observation without ids, who the server is, and what says the same in two ways. The type of a result and the mode of a
 * form are said in 2026 and may be left out in 2025, where their absence means the same.
 */
export function comparable({
  result,
  error,
  progress,
  logs,
  inputRequests,
  cancelled,
}: Observed): Comparable {
  return {
    ...(result === undefined ? {} : { result: JSON.stringify(withoutServerInfo(result)) }),
    ...(error === undefined ? {} : { error }),
    progress: progress.map((params) => without(params, 'progressToken')),
    logs: logs.map((params) => withoutServerInfo(params)),
    inputRequests: inputRequests.map(({ method, params }) => ({ method, params: comparableParams(params) })),
    cancelled,
  }
}

function withoutServerInfo(fields: Fields): Fields {
  const { _meta, ...rest } = without(fields, 'resultType')
  const meta = without((_meta ?? {}) as Fields, SERVER_INFO)
  return Object.keys(meta).length === 0 ? rest : { ...rest, _meta: meta }
}

function comparableParams(params: Fields): Fields {
  const { _meta, ...rest } = without(params, 'elicitationId')
  return rest['requestedSchema'] === undefined ? rest : { ...rest, mode: rest['mode'] ?? 'form' }
}

function without(fields: Fields, name: string): Fields {
  const { [name]: _, ...rest } = fields
  return rest
}

import { z } from 'zod'
import { CribError } from '../errors.js'
import { jsonFault } from '../text/jsonFault.js'
import type { ToolSource } from './Tool.js'

const rowSchema = z.looseObject({
  id: z.string().min(1).optional(),
  server: z.string().min(1).nullish(),
  serverDescription: z.string().nullish(),
  category: z.string().nullish(),
})

const documentSchema = z.looseObject({ tools: z.array(z.unknown()), server: z.unknown().optional() })

/** Fields of a row that say where a tool comes from; the rest of the row is its definition. */
const ROW_FIELDS = new Set(['id', 'server', 'serverDescription', 'category'])

/**
 * Reads a tools file: a JSON array of tools, a document `{ tools: [...] }`, or JSON lines with one tool a line. A tool
 * may carry `id`, `server`, `serverDescription` and `category` beside its definition. `file` is used in errors only.
 * Throws `file-malformed` with line and column, or `tools-empty` for a file without a tool.
 */
export function parseToolsFile(text: string, file: string): ToolSource[] {
  const rows = readRows(text.replace(/^\uFEFF/, ''), file)
  if (rows.length === 0)
    throw new CribError(
      'tools-empty',
      `${file} holds no tool. Give a JSON array of tools, { "tools": [...] }, or one tool a line.`,
      { details: { file } },
    )
  return groupByServer(rows)
}

function readRows(text: string, file: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return value
    const document = documentSchema.safeParse(value)
    return document.success ? document.data.tools : readLines(text, file)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length > 1 && lines[0]?.trim().startsWith('{') && lines[0].trim().endsWith('}'))
    return readLines(text, file)
  const { line, column, reason } = jsonFault(text)
  throw new CribError(
    'file-malformed',
    `${file} is not JSON: ${reason} at line ${line}, column ${column}. Give a JSON array of tools, { "tools": [...] }, or one tool a line.`,
    {
      details: { file, line, column },
    },
  )
}

function readLines(text: string, file: string): unknown[] {
  const rows: unknown[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    try {
      rows.push(JSON.parse(line))
    } catch {
      const { column } = jsonFault(line)
      throw new CribError(
        'file-malformed',
        `${file} is not JSON lines: line ${index + 1} does not parse at column ${column}. Give one JSON object a line.`,
        {
          details: { file, line: index + 1, column },
        },
      )
    }
  }
  return rows
}

interface Group {
  server?: string
  description?: string
  tools: unknown[]
  ids: string[]
  categories: (string | undefined)[]
}

function groupByServer(rows: readonly unknown[]): ToolSource[] {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const facts = rowSchema.safeParse(row)
    const { id, server, serverDescription, category } = facts.success ? facts.data : {}
    const key = JSON.stringify([server ?? null, serverDescription ?? null])
    const group = groups.get(key) ?? newGroup(server, serverDescription)
    groups.set(key, group)
    // From the row itself: zod's copy loses a member called __proto__.
    const definition = facts.success ? definitionOf(row as Record<string, unknown>) : row
    group.tools.push(definition)
    group.ids.push(id ?? defaultId(server, definition))
    group.categories.push(category ?? undefined)
  }
  return [...groups.values()]
}

function newGroup(server: string | null | undefined, description: string | null | undefined): Group {
  return {
    ...(server ? { server } : {}),
    ...(description ? { description } : {}),
    tools: [],
    ids: [],
    categories: [],
  }
}

function definitionOf(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !ROW_FIELDS.has(key)))
}

function defaultId(server: string | null | undefined, definition: unknown): string {
  const name =
    typeof definition === 'object' && definition !== null
      ? (definition as { name?: unknown }).name
      : undefined
  const plain = typeof name === 'string' && name !== '' ? name : '?'
  return server ? `${server}/${plain}` : plain
}

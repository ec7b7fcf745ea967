import { z } from 'zod'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { oneLine } from '../oneLine.js'
import type { RejectedDefinition } from './ServerListing.js'

/** Pages that one list may have; the limit of SDK v2's own client. */
export const MAX_PAGES = 64

/** One page as it came over the wire. The typed lists of both SDKs drop fields and fail as a whole on one bad tool. */
export type ToolsPage = z.infer<typeof TOOLS_PAGE>

/** The loose schema of a page: nothing but the frame is judged. */
export const TOOLS_PAGE = z.looseObject({
  tools: z.array(z.unknown()),
  nextCursor: z.string().nullish(),
  _meta: z.record(z.string(), z.unknown()).optional(),
})

/** Sends one `tools/list` with these params and gives back its page. */
export type RequestPage = (params: Record<string, unknown>) => Promise<ToolsPage>

/** All pages of a list as one. */
export interface ToolsList {
  /** Objects with a name, as they came. */
  tools: unknown[]
  /** What was left out, and why. */
  rejected: RejectedDefinition[]
  /** The first page without its tools and cursor: `_meta`, `ttlMs` and what else the server said. */
  rest: Record<string, unknown>
}

/**
 * Walks every page of `tools/list`. A cursor is opaque and may be the empty string.
 *
 * @param params Further params of each request, `_meta` for example. Default: none.
 * @param refuse Says what is wrong with a tool that is to be left out. Default: objects with a name are taken.
 * @throws CribError `server-failed` after {@link MAX_PAGES} pages or when a cursor comes twice.
 */
export async function requestAllTools(
  request: RequestPage,
  params: Record<string, unknown> = {},
  refuse: (tool: object) => string | undefined = () => undefined,
): Promise<ToolsList> {
  const { tools: first, nextCursor, ...rest } = await request(params)
  const all = [...first]
  const seen = new Set<string>()
  let cursor = nextCursor ?? undefined
  while (cursor !== undefined) {
    refuseEndlessList('tool list', cursor, seen)
    seen.add(cursor)
    const page = await request({ ...params, cursor })
    for (const tool of page.tools) all.push(tool)
    cursor = page.nextCursor ?? undefined
  }
  return { ...sift(all, (tool) => faultOf(tool) ?? refuse(tool as object)), rest }
}

/** Throws `server-failed` where the next page cannot be the last of a list that ends. `what` names the list. */
export function refuseEndlessList(what: string, cursor: string, seen: ReadonlySet<string>): void {
  const shown = oneLine(JSON.stringify(cursor), 60)
  const fault = seen.has(cursor)
    ? `sent the cursor ${shown} twice`
    : seen.size + 1 >= MAX_PAGES
      ? `goes on after ${MAX_PAGES} pages`
      : undefined
  if (fault === undefined) return
  const message = `The ${what} ${fault}, so it would never end. Report this to the server's author.`
  throw new CribError('server-failed', message, { details: { phase: 'list' } })
}

function sift(
  all: readonly unknown[],
  refuse: (tool: unknown) => string | undefined,
): { tools: unknown[]; rejected: RejectedDefinition[] } {
  const tools: unknown[] = []
  const rejected: RejectedDefinition[] = []
  all.forEach((tool, index) => {
    const reason = refuse(tool)
    if (reason === undefined) tools.push(tool)
    else rejected.push({ index, reason })
  })
  return { tools, rejected }
}

function faultOf(tool: unknown): string | undefined {
  if (typeof tool !== 'object' || tool === null || Array.isArray(tool)) {
    return `it is not an object but ${oneLine(showValue(tool), 60)}`
  }
  if (!Object.hasOwn(tool, 'name')) return 'it has no name'
  const { name } = tool as { name: unknown }
  return typeof name === 'string' ? undefined : `its name is not a string but ${oneLine(showValue(name), 60)}`
}

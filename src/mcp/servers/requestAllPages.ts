import { z } from 'zod'
import { CribError } from '../../errors.js'
import { refuseEndlessList } from '../listing/requestAllTools.js'
import type { Upstream, UpstreamRequestOptions } from '../upstream/Upstream.js'

/** A list of MCP with pages: the method that asks for it, and the member of the result that holds its entries. */
export interface PagedList<Member extends string = string> {
  method: string
  member: Member
}

const cursorSchema = z.string().nullish()

/**
 * Every page of a list as one result: the entries as they came, and what else the first page said.
 *
 * @throws CribError `server-failed` where the list never ends or holds no entries; else as the upstream does.
 */
export async function requestAllPages<Member extends string>(
  upstream: Upstream,
  { method, member }: PagedList<Member>,
  options: UpstreamRequestOptions,
): Promise<Record<Member, unknown[]> & Record<string, unknown>> {
  const entries: unknown[] = []
  const seen = new Set<string>()
  let first: Record<string, unknown> | undefined
  let cursor: string | undefined
  do {
    const page = await upstream.request(method, cursor === undefined ? {} : { cursor }, options)
    for (const entry of entriesOf(page[member], { upstream, method, member })) entries.push(entry)
    first ??= page
    cursor = cursorSchema.catch(undefined).parse(page['nextCursor']) ?? undefined
    if (cursor !== undefined) {
      refuseEndlessList(`answer to ${method}`, cursor, seen)
      seen.add(cursor)
    }
  } while (cursor !== undefined)
  const { nextCursor: _, ...rest } = first
  return { ...rest, [member]: entries } as Record<Member, unknown[]> & Record<string, unknown>
}

function entriesOf(
  value: unknown,
  { upstream, method, member }: PagedList & { upstream: Upstream },
): unknown[] {
  if (Array.isArray(value)) return value
  const message = `The server ${JSON.stringify(upstream.key)} answered ${method} without an array ${member}. Report this to its author.`
  throw new CribError('server-failed', message, { details: { server: upstream.key, phase: 'list' } })
}

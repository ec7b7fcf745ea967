import { CribError } from '../errors.js'
import { showValue } from '../text/showValue.js'
import type { RejectedTool } from '../tool/parseSource.js'
import type { Steps } from '../tool/runSteps.js'
import type { ToolDefinition } from '../tool/Tool.js'
import { checkServerKey } from './checkArguments.js'
import { fingerprintOf } from './fingerprint.js'
import { readDefinition } from './readDefinition.js'

/** One definition of a listing, read. */
export interface ListedTool {
  /** Position in the listing, from 0. */
  index: number
  name: string
  /** A plain copy. */
  definition: ToolDefinition
  /** Its text, members in the server's order. */
  json: string
  fingerprint: string
}

/** What a server listed, read: nothing of it is judged yet. */
export interface ListingRead {
  /** Key of the server. */
  server: string
  /** In the order of the listing. */
  listed: ListedTool[]
  /** What is no definition (`tool-invalid`), in the order of the listing. */
  rejected: RejectedTool[]
}

/** Reads a listing, a step for each definition. Throws `option-invalid` for a key that is none. */
export function* readingSteps(server: string, tools: readonly unknown[]): Steps<ListingRead> {
  checkServerKey(server)
  const read: ListingRead = { server, listed: [], rejected: [] }
  for (const [index, raw] of tools.entries()) {
    try {
      const { definition, json } = readDefinition(raw, `Tool ${index} of server ${showValue(server)}`)
      const { name } = definition
      read.listed.push({ index, name, definition, json, fingerprint: fingerprintOf(json) })
    } catch (error) {
      if (!(error instanceof CribError)) throw error
      read.rejected.push({ server, index, error })
    }
    yield
  }
  return read
}

import { ProtocolError } from '@modelcontextprotocol/server'
import type { ToolDefinition } from '../../../tool/Tool.js'
import { HEADER_MISMATCH } from '../../upstream/headerMismatch.js'
import { scanHeaders } from '../../upstream/headerScan.js'
import { parameterHeaders } from '../../upstream/parameterHeaders.js'
import type { Visit } from './Visit.js'

/**
 * Refuses a call over HTTP in 2026 whose `Mcp-Param-*` headers do not carry the arguments that its tool has mirrored: what
 * stands between client and server may have decided by the headers.
 *
 * @param headers Of the HTTP request. Default: there is none, and nothing to check.
 */
export function refuseWrongHeaders(
  { inputSchema }: ToolDefinition,
  args: unknown,
  headers: Visit['headers'],
): void {
  if (headers === undefined) return
  const scan = scanHeaders(inputSchema)
  if (scan.fault !== undefined) return
  for (const [name, expected] of Object.entries(parameterHeaders(scan.parameters, args))) {
    const given = headers.get(name)
    if (given !== null && isSame(decoded(given), decoded(expected))) continue
    const what = given === null ? 'is missing' : 'is not what the arguments say'
    throw new ProtocolError(
      HEADER_MISMATCH,
      `The header ${name} ${what}. Send the argument that the tool declares for it.`,
      {
        mismatch: { header: name },
      },
    )
  }
}

/** Numbers may be written in several ways. */
function isSame(given: string | undefined, expected: string | undefined): boolean {
  const isNumber = (text: string | undefined) => text !== undefined && /^-?\d+(\.\d+)?$/.test(text)
  return given === expected || (isNumber(given) && isNumber(expected) && Number(given) === Number(expected))
}

/** The text of a header value; undefined for base64 that is none. */
function decoded(value: string): string | undefined {
  const [, base64] = /^=\?base64\?(.*)\?=$/.exec(value) ?? []
  if (base64 === undefined) return value
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)
  return isBase64 ? Buffer.from(base64, 'base64').toString('utf8') : undefined
}

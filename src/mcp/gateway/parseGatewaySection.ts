import { parse } from 'jsonc-parser'
import { z } from 'zod'
import { CribError } from '../../errors.js'
import { showValue } from '../../text/showValue.js'
import { oneLine } from '../oneLine.js'
import { GATEWAY_USER_SHAPE, type GatewayUserOptions } from './GatewayOptions.js'

/** Where a configuration says how the gateway behaves; hosts do not read it. */
const SECTION = 'toolcrib'

const schema = z.strictObject(GATEWAY_USER_SHAPE)

/**
 * Reads the section `toolcrib` beside `mcpServers`: pins, trusted servers, profiles. Empty where there is none. The text has
 * been read by `parseServersConfig`, which tells of faults of the file.
 *
 * @throws CribError `config-invalid`
 */
export function parseGatewaySection(text: string, file: string): GatewayUserOptions {
  const root: unknown = parse(text.replace(/^\uFEFF/, ''), undefined, { allowTrailingComma: true })
  const section = typeof root === 'object' && root !== null ? Reflect.get(root, SECTION) : undefined
  if (section === undefined) return {}
  const result = schema.safeParse(section)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const path = [SECTION, ...issue.path.map(String)].join('.')
  const message = `${oneLine(file)} is wrong at ${showValue(path)}: ${oneLine(issue.message)}. Correct it there.`
  throw new CribError('config-invalid', message, { details: { file, path } })
}

import { z } from 'zod'
import { CribError } from '../errors.js'
import { contentHash } from '../hash.js'
import { nestingDepth } from '../tool/nestingDepth.js'
import { MAX_KEY_LENGTH, MOMENT } from './checkArguments.js'
import { normalDefinition } from './fingerprint.js'
import { MAX_DEPTH, MAX_NAME_LENGTH } from './readDefinition.js'
import { type SeenDefinition, TRUST_LIMITS, type TrustState, textLength } from './TrustState.js'

const moment = z.string().regex(MOMENT, 'it must be a time such as 2026-01-31T12:00:00.000Z')

const seenSchema = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'it must be 64 hexadecimal digits'),
  json: z.string().max(TRUST_LIMITS.definitionCharacters).nullable(),
  since: moment,
})

const toolSchema = z
  .strictObject({
    name: z.string().min(1).max(MAX_NAME_LENGTH),
    firstSeen: moment,
    approved: seenSchema,
    pending: seenSchema.nullable(),
  })
  .refine(
    ({ name, approved, pending }) => isOf(name, approved) && (pending === null || isOf(name, pending)),
    {
      error: 'a definition is not the one of its fingerprint and name',
    },
  )
  .refine(({ approved, pending }) => approved.fingerprint !== pending?.fingerprint, {
    error: 'what is pending is approved already',
  })

const serverSchema = z
  .strictObject({
    key: z.string().min(1).max(MAX_KEY_LENGTH),
    firstSeen: moment,
    tools: z.array(toolSchema).max(TRUST_LIMITS.toolsPerServer),
  })
  .refine(({ tools }) => isSorted(tools.map(({ name }) => name)), {
    error: 'its tools are not in code unit order of their names, each once',
  })
  .refine((server) => textLength(server) <= TRUST_LIMITS.serverCharacters, {
    error: `its definitions have more than ${TRUST_LIMITS.serverCharacters} characters`,
  })

const stateSchema = z
  .strictObject({ version: z.literal(1), servers: z.array(serverSchema).max(TRUST_LIMITS.servers) })
  .refine(({ servers }) => isSorted(servers.map(({ key }) => key)), {
    error: 'the servers are not in code unit order of their keys, each once',
  })
  .refine(
    ({ servers }) => servers.reduce((sum, server) => sum + textLength(server), 0) <= TRUST_LIMITS.characters,
    { error: `the definitions have more than ${TRUST_LIMITS.characters} characters` },
  )

/**
 * Checks a state that came back from outside: shape, bounds, and that each definition is the one of its fingerprint.
 * Throws `trust-invalid`; what does not parse is never taken for an empty state.
 */
export function parseTrustState(value: unknown): TrustState {
  const parsed = stateSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const path = issue.path.map(String).join('.')
  throw new CribError(
    'trust-invalid',
    `The trusted definitions do not parse${path === '' ? '' : ` at ${path}`}: ${issue.message}. Restore them from a backup; without them every server is trusted anew as it is now.`,
    { details: { path } },
  )
}

function isOf(name: string, { fingerprint, json }: SeenDefinition): boolean {
  if (json === null) return true
  try {
    if (nestingDepth(json) > MAX_DEPTH) return false
    const definition = normalDefinition(json)
    return definition.name === name && contentHash(definition) === fingerprint
  } catch {
    return false
  }
}

function isSorted(values: readonly string[]): boolean {
  return values.every((value, at) => at === 0 || values[at - 1]! < value)
}

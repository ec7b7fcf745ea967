import { z } from 'zod'
import { CribError } from '../errors.js'
import { LEVELS } from '../tool/Level.js'
import { MAX_DEFINITION_LENGTH, MAX_ID_LENGTH } from '../tool/parseSource.js'
import { definitionName } from './definitionName.js'
import type { SessionState } from './SessionState.js'

/** Most characters of all definitions together: the longest list of a real server has 3 million. */
const MAX_CHARACTERS = 8_000_000

/** Most entries of a session: providers take no longer lists, and a carried state is the caller's word only. */
const MAX_ENTRIES = 10_000

const turn = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

const entrySchema = z
  .strictObject({
    id: z.string().min(1).max(MAX_ID_LENGTH),
    hash: z.string().min(1).max(200),
    wireName: z.string().min(1).max(2_000),
    level: z.enum(LEVELS),
    json: z.string().max(MAX_DEFINITION_LENGTH),
    usefulness: z.number().min(0).max(1),
    lastWanted: turn,
    since: turn,
    pinned: z.boolean(),
  })
  .refine(({ json, wireName }) => definitionName(json) === wireName, {
    error: 'json is no tool definition of the name wireName',
  })

const stateSchema = z
  .strictObject({
    version: z.literal(1),
    turn,
    asked: z.string().max(200),
    entries: z.array(entrySchema).max(MAX_ENTRIES),
  })
  .refine(({ entries }) => isDistinct(entries.map(({ id }) => id)), { error: 'two entries have one id' })
  .refine(({ entries }) => isDistinct(entries.map(({ wireName }) => wireName)), {
    error: 'two entries have one wireName',
  })
  .refine(
    ({ turn: now, entries }) => entries.every((one) => one.since <= one.lastWanted && one.lastWanted <= now),
    {
      error: 'an entry was wanted before it joined, or is of a turn that is yet to come',
    },
  )
  .refine(({ entries }) => entries.reduce((sum, { json }) => sum + json.length, 0) <= MAX_CHARACTERS, {
    error: `the definitions together have more than ${MAX_CHARACTERS} characters`,
  })

/**
 * Checks a session that came back from outside: what it holds goes to a model as it is, so carry it where its user cannot
 * write, or sign it. Throws `session-invalid`.
 */
export function parseSessionState(value: unknown): SessionState {
  const parsed = stateSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const path = issue.path.map(String).join('.')
  throw new CribError(
    'session-invalid',
    `The session does not parse${path === '' ? '' : ` at ${path}`}: ${issue.message}. Give what selection.session.state held, or begin a new one with createSessionState().`,
    { details: { path } },
  )
}

function isDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}

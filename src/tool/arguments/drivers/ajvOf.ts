import type { Ajv, Options } from 'ajv'
import type { Dialect } from '../../dialect.js'

/** Dialects that ajv knows. */
export type AjvDialect = Exclude<Dialect, 'draft-04'>

/** Keywords by which a schema names itself: ajv keeps such names by instance, where one tool could answer for another. */
const NAMES = /"(?:\$id|id|\$anchor|\$dynamicAnchor|\$recursiveAnchor)":/

const OPTIONS: Options = {
  strict: false,
  allErrors: true,
  // Errors then hold the value.
  verbose: true,
  // Else a required `constructor` would be found on every object.
  ownProperties: true,
  logger: false,
  code: { regExp: Object.assign(lenientPattern, { code: 'new RegExp' }) },
}

/** Draft-06 is draft-07 without `if`, `readOnly` and some formats. */
const MAKERS: Readonly<Record<AjvDialect, () => Promise<Ajv>>> = {
  '2020-12': async () => new (await import('ajv/dist/2020.js')).Ajv2020(OPTIONS),
  '2019-09': async () => new (await import('ajv/dist/2019.js')).Ajv2019(OPTIONS),
  'draft-07': async () => new (await import('ajv')).Ajv(OPTIONS),
  'draft-06': async () => new (await import('ajv')).Ajv(OPTIONS),
}

/** Schemas that one instance compiles before another takes over: an instance never forgets what it compiled. */
const MAX_SCHEMAS = 500

const shared = new Map<AjvDialect, { ajv: Promise<Ajv>; schemas: number }>()

/** The instance that compiles a schema of that dialect: one of its own where the schema gives itself a name. */
export function ajvOf(dialect: AjvDialect, json: string): Promise<Ajv> {
  if (NAMES.test(json)) return made(dialect)
  const { ajv, schemas } = shared.get(dialect) ?? { ajv: made(dialect), schemas: 0 }
  if (schemas + 1 < MAX_SCHEMAS) shared.set(dialect, { ajv, schemas: schemas + 1 })
  else shared.delete(dialect)
  return ajv
}

/** Forgets the shared instance, which a compilation that was stopped may have left in the middle of something. */
export function forgetAjv(dialect: AjvDialect): void {
  shared.delete(dialect)
}

async function made(dialect: AjvDialect): Promise<Ajv> {
  const ajv = await MAKERS[dialect]()
  const { default: formats } = await import('ajv-formats')
  formats.default(ajv, { mode: 'fast' })
  ajv.addFormat('regex', isPattern)
  return ajv
}

/** JSON Schema reads patterns with the `u` flag; many servers write escapes that only hold without it. */
function lenientPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return new RegExp(pattern)
  }
}

function isPattern(text: string): boolean {
  try {
    lenientPattern(text)
    return true
  } catch {
    return false
  }
}

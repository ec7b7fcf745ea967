import type { ValidateFunction } from 'ajv'
import { showValue } from '../../../text/showValue.js'
import { dialectOf } from '../../dialect.js'
import { plainLine } from '../../level/plainLine.js'
import { cutLong } from '../../level/shortenText.js'
import { isObject, type JsonObject } from '../../level/subschemas.js'
import type { Json } from '../../Tool.js'
import { argumentErrors } from '../argumentErrors.js'
import type { ArgumentError, CompiledArguments } from '../compileArguments.js'
import { type AjvDialect, ajvOf, forgetAjv } from './ajvOf.js'
import { isTimeout, withinTime } from './withinTime.js'

/** The largest real schema, of 100,000 characters, takes a tenth of this. */
const COMPILE_MS = 2000
/** Real arguments take less than a thousandth of this. */
const VALIDATE_MS = 250

/**
 * Keywords by which a check may take longer than its schema times its arguments: expressions that go back and forth, references
 * that branch again and again, each item against each other. Without them it needs no watch, which costs a tenth of a
 * millisecond.
 */
const SLOW = /"(?:pattern|patternProperties|format|uniqueItems|\$ref|\$dynamicRef|\$recursiveRef)":/

/** Compiles a schema of arguments by ajv. Never throws for a bad schema. */
export async function compileWithAjv(schema: JsonObject): Promise<CompiledArguments> {
  const dialect = dialectOf(schema)
  if (dialect === undefined || dialect === 'draft-04')
    return { ok: false, reason: `The dialect ${showValue(schema['$schema'])} is not known.` }
  const compiled = await compile(schema, dialect)
  // Many servers send draft-07 without saying so: `items` as a list is no schema of 2020-12.
  if (compiled.ok || '$schema' in schema) return compiled
  const older = await compile(schema, 'draft-07')
  return older.ok ? older : compiled
}

async function compile(schema: JsonObject, dialect: AjvDialect): Promise<CompiledArguments> {
  // `$async` would make the check give a promise, which is never false; the dialect is chosen already.
  const { $schema: _, $async: __, ...plain } = schema
  const ajv = await ajvOf(dialect, JSON.stringify(plain))
  try {
    const check = withinTime(COMPILE_MS, () => ajv.compile(plain))
    const run = SLOW.test(JSON.stringify(plain)) ? inVeryLittleTime : atOnce
    return { ok: true, validate: (args) => validated(run, check, args) }
  } catch (error) {
    if (isTimeout(error)) forgetAjv(dialect)
    return { ok: false, reason: `The schema does not compile: ${reasonOf(error, COMPILE_MS)}.` }
  } finally {
    ajv.removeSchema(plain)
  }
}

type Run = (check: ValidateFunction, args: unknown) => boolean

const inVeryLittleTime: Run = (check, args) => withinTime(VALIDATE_MS, () => check(args))
const atOnce: Run = (check, args) => check(args)

function validated(run: Run, check: ValidateFunction, args: unknown): ArgumentError[] {
  if (!isObject(args as Json)) return [{ path: '', message: `must be an object, is ${showValue(args)}` }]
  try {
    const valid = run(check, args)
    return valid ? [] : argumentErrors(check.errors ?? [])
  } catch (error) {
    const message = `cannot be checked: ${reasonOf(error, VALIDATE_MS)}`
    return [{ path: '', message, ...(isTimeout(error) ? { unchecked: true } : {}) }]
  } finally {
    // Errors hold the arguments.
    check.errors = null
  }
}

function reasonOf(error: unknown, milliseconds: number): string {
  if (isTimeout(error)) return `it takes more than ${milliseconds} ms`
  if (error instanceof RangeError) return 'it is nested too deeply or refers to itself without end'
  return cutLong(plainLine(String((error as Error)?.message ?? error)), 300)
}

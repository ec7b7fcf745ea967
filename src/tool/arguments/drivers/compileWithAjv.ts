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
    return { ok: true, validate: (args) => validated(check, args) }
  } catch (error) {
    if (isTimeout(error)) forgetAjv(dialect)
    return { ok: false, reason: `The schema does not compile: ${reasonOf(error, COMPILE_MS)}.` }
  } finally {
    ajv.removeSchema(plain)
  }
}

function validated(check: ValidateFunction, args: unknown): ArgumentError[] {
  if (!isObject(args as Json)) return [{ path: '', message: `must be an object, is ${showValue(args)}` }]
  try {
    const valid = withinTime(VALIDATE_MS, () => check(args))
    return valid ? [] : argumentErrors(check.errors ?? [])
  } catch (error) {
    return [{ path: '', message: `cannot be checked: ${reasonOf(error, VALIDATE_MS)}` }]
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

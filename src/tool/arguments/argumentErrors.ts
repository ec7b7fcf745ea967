import type { ErrorObject } from 'ajv'
import { showValue } from '../../text/showValue.js'
import { pointer } from '../level/subschemas.js'
import type { ArgumentError } from './compileArguments.js'

/** More errors than a model can use at once, and more than any real call has. */
const MAX_ERRORS = 10

/** Values that a message quotes, in characters. */
const LIST_CHARACTERS = 300

type Wording = (error: ErrorObject) => { step?: string; message: string }

const shown = ({ data }: ErrorObject) => showValue(data)
const must = (what: (limit: unknown) => string): Wording => {
  return (error) => ({ message: `must be ${what(error.params['limit'])}, is ${shown(error)}` })
}
const unknown =
  (key: string): Wording =>
  ({ params, parentSchema }) => {
    const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {})
    const hint = known.length > 0 ? `; known: ${cut(known.join(', '))}` : ''
    return { step: String(params[key]), message: `is not known${hint}` }
  }

/** What a failed keyword is called; any other keyword in the words of ajv. */
const WORDINGS: ReadonlyMap<string, Wording> = new Map<string, Wording>([
  ['required', ({ params }) => ({ step: String(params['missingProperty']), message: 'is required' })],
  ['additionalProperties', unknown('additionalProperty')],
  ['unevaluatedProperties', unknown('unevaluatedProperty')],
  [
    'type',
    (error) => ({ message: `must be ${[error.params['type']].flat().join(' or ')}, is ${shown(error)}` }),
  ],
  [
    'enum',
    (error) => ({ message: `must be one of ${listed(error.params['allowedValues'])}, is ${shown(error)}` }),
  ],
  [
    'const',
    (error) => ({ message: `must be ${showValue(error.params['allowedValue'])}, is ${shown(error)}` }),
  ],
  ['format', (error) => ({ message: `must be of format ${error.params['format']}, is ${shown(error)}` })],
  [
    'pattern',
    (error) => ({ message: `must match ${showValue(error.params['pattern'])}, is ${shown(error)}` }),
  ],
  ['minimum', must((limit) => `${limit} or more`)],
  ['maximum', must((limit) => `${limit} or less`)],
  ['exclusiveMinimum', must((limit) => `more than ${limit}`)],
  ['exclusiveMaximum', must((limit) => `less than ${limit}`)],
  ['minLength', must((limit) => `${limit} characters or more`)],
  ['maxLength', must((limit) => `${limit} characters or less`)],
  ['minItems', must((limit) => `${limit} items or more`)],
  ['maxItems', must((limit) => `${limit} items or less`)],
  ['anyOf', () => ({ message: 'fits none of the allowed forms' })],
  ['if', ({ params }) => ({ message: `must also fit the schema under "${params['failingKeyword']}"` })],
])

/** Errors of ajv (with `verbose`) in plain words, each once, in their order, 10 at most. */
export function argumentErrors(errors: readonly ErrorObject[]): ArgumentError[] {
  const list = new Map<string, ArgumentError>()
  for (const error of errors) {
    if (list.size === MAX_ERRORS) break
    const { step, message } = WORDINGS.get(error.keyword)?.(error) ?? inWordsOfAjv(error)
    const path = step === undefined ? error.instancePath : pointer(error.instancePath, step)
    list.set(JSON.stringify([path, message]), { path, message })
  }
  return [...list.values()]
}

const inWordsOfAjv: Wording = (error) => ({
  message: `${error.message ?? `does not fit "${error.keyword}"`}, is ${shown(error)}`,
})

function listed(values: unknown): string {
  return cut(
    Array.isArray(values)
      ? values.map((value) => showValue(value, LIST_CHARACTERS)).join(', ')
      : showValue(values),
  )
}

function cut(text: string): string {
  return text.length <= LIST_CHARACTERS ? text : `${text.slice(0, LIST_CHARACTERS - 1)}…`
}

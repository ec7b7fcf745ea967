import { terms } from '../text/terms.js'
import { PRAISE_STEMS } from './praiseWords.js'
import type { ToolFields } from './toolFields.js'

/** What a tool says of itself, as far as two tools are compared by it. */
export interface Wording {
  /** Distinct stems of its name and description, without numbers, praise and version. */
  stems: ReadonlySet<string>
  /** Name without a number at its end, description and parameters in one text: equal ones say the very same. */
  line: string
}

/** "Runs a query" may be said by two tools that do different things: fewer distinct stems than this mean nothing. */
const MIN_STEMS = 5

/** `helper_1` and `helper_v2`. */
const LAST_NUMBER = /(?: v)? \d+$/

/** Reduces a tool to its wording; undefined for one that says too little to be compared. */
export function wording({ name, description, parameters }: ToolFields): Wording | undefined {
  const named = stemsOf(name)
  const described = stemsOf(description)
  const stems = new Set(
    [...named, ...described].filter((stem) => !PRAISE_STEMS.has(stem) && !/^\d+$/.test(stem)),
  )
  if (stems.size < MIN_STEMS) return undefined
  const asked = parameters.map((parameter) => parameter.name)
  const line = [` ${named.join(' ')}`.replace(LAST_NUMBER, ''), described.join(' '), asked.join(' ')].join(
    '\n',
  )
  return { stems, line }
}

function stemsOf(text: string): string[] {
  return terms(text).map(({ stem }) => stem)
}

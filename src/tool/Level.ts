/**
 * How much of a definition is handed out, most first:
 * - `full`: all of it;
 * - `compact`: what a call needs; no output schema, titles, examples, long enumerations or repeated boilerplate;
 * - `signature`: one line with name, purpose and typed parameters;
 * - `name`: that the tool exists.
 */
export type Level = 'full' | 'compact' | 'signature' | 'name'

/** All levels, most of a definition first. */
export const LEVELS = ['full', 'compact', 'signature', 'name'] as const satisfies readonly Level[]

import type { Wanted } from '../../src/session/SessionStep.js'

/** Counts characters of the list as JSON, so that figures can be checked by hand. */
export const characters = (list: readonly string[]) => `[${list.join(',')}]`.length

/** A tool as a turn wants it. */
export function wanted(id: string, parts: Partial<Wanted> = {}): Wanted {
  const json = JSON.stringify({ name: id })
  return { id, hash: 'h', wireName: id, level: 'full', json, usefulness: 0.5, pinned: false, ...parts }
}

/** Characters of a list of so many tools with names of one letter. */
export function entryTokens(count: number): number {
  return `[${Array(count).fill('{"name":"a"}').join(',')}]`.length
}

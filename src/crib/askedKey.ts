import { contentHash } from '../hash.js'
import type { Catalog } from '../tool/Catalog.js'
import type { SelectOptions } from './Crib.js'

/**
 * Key of what a turn asks for: the same task, catalog and options give the same key. Every option counts that may change
 * what is handed out, so that a list stays as it is only where nothing else was asked for.
 *
 * @param task - the text that is ranked by
 */
export function askedKey(
  task: string,
  { revision }: Pick<Catalog, 'revision'>,
  options: SelectOptions,
): string {
  const { session: _state, signal: _signal, ...asked } = options
  return contentHash([task, revision, asked])
}

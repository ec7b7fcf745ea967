import { SHADOW_FORMAT } from '../../shadow/ShadowTurn.js'
import { type Fields, filledText, objectsOf } from '../fields.js'
import type { LogFormat } from '../LogFormat.js'
import type { LogTurn } from '../LogTurn.js'
import { readCall } from '../readCall.js'

/** Our own logs of shadow mode: a turn a line. */
export const shadowFormat: LogFormat = {
  name: 'shadow',
  matches: ({ format }) => format === SHADOW_FORMAT,
  createReader: () => ({ read: (record, source) => [turnOf(record, source)], end: () => [] }),
}

function turnOf({ task, history, called }: Fields, source: string): LogTurn {
  const said = Array.isArray(history) ? history.filter((text) => filledText(text) !== undefined) : []
  return {
    text: filledText(task) ?? null,
    history: said as string[],
    source,
    calls: objectsOf(called).flatMap(({ id, ok }) => {
      const call = readCall({ name: id })
      return call === undefined ? [] : [{ ...call, failed: ok === false }]
    }),
  }
}

import { stem } from '../text/stem.js'

/** Stems of words that praise a tool or tell its version: a copy that differs by them says nothing else than the original. */
export const PRAISE_STEMS: ReadonlySet<string> = new Set(
  (
    'advanced alternative amazing beta better best copy easy efficient enhanced extended extra fast faster fastest ' +
    'great improved latest lite modern new newer next official optimized perfect plus powerful premium pro quick ' +
    'recommended reliable robust simple smart super trusted ultimate updated upgraded v version'
  )
    .split(' ')
    .map(stem),
)

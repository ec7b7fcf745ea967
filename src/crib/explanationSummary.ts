import type { Explanation, Outcome } from './Explanation.js'

/** Words whose effect is named in a summary, at most. */
const NAMED = 3

const BECAUSE: Readonly<Record<Exclude<Outcome, 'handed-out' | 'idle'>, string>> = {
  filtered: 'a filter (include, exclude or servers) leaves it out',
  'max-tools': 'the tools ranked before it fill the limit on tools',
  'max-tokens': 'its definition does not fit the tokens that were left',
  'max-share': 'its server has the share of the list that it may have',
  prerequisite: 'there is no room for a tool that it needs',
  'low-confidence': 'it is too unlikely to be needed',
  'near-copy': 'it says nearly the same as another tool, which is ranked in its place',
}

/** An explanation in a few sentences. `explanation.summary` is not read. */
export function summarise(explanation: Omit<Explanation, 'summary'>): string {
  return [standing(explanation), ...effects(explanation), ...intents(explanation)].join(' ')
}

function standing({
  id,
  outcome,
  rank,
  ranked,
  confidence,
  displacedBy,
}: Omit<Explanation, 'summary'>): string {
  const place = `rank ${rank} of ${ranked}, confidence ${confidence.toFixed(2)}`
  if (outcome === 'handed-out') return `${id} was handed out (${place}).`
  if (outcome === 'idle')
    return `${id} stands in the list from earlier turns; this task does not ask for it (${place}).`
  const instead = displacedBy.length === 0 ? '' : ` (${displacedBy.join(', ')})`
  return `${id} was not handed out (${place}): ${BECAUSE[outcome]}${instead}.`
}

function effects({ terms, reasons }: Omit<Explanation, 'summary'>): string[] {
  const quoted = (some: readonly { term: string }[]) => some.slice(0, NAMED).map(({ term }) => `"${term}"`)
  const lifting = quoted(terms.filter(({ drop }) => drop > 0))
  const lowering = quoted(terms.filter(({ drop }) => drop < 0).reverse())
  return [
    `What speaks for it: ${reasons.join('; ')}.`,
    ...(lifting.length === 0 ? [] : [`It stands higher for ${lifting.join(', ')}.`]),
    ...(lowering.length === 0 ? [] : [`It would stand higher without ${lowering.join(', ')}.`]),
  ]
}

function intents({ intents }: Omit<Explanation, 'summary'>): string[] {
  const best = [...intents].sort((a, b) => a.rank - b.rank)[0]
  return best === undefined
    ? []
    : [`Of ${intents.length} wishes it serves "${best.text}" best (rank ${best.rank}).`]
}

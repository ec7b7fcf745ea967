import type { Explanation } from '../../crib/Explanation.js'
import { FIELD_WORDS } from '../../lexical/Field.js'
import type { Contribution } from '../../rank/contributions.js'
import { escapeProse, escapeText } from '../escapeText.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

/** Words of the task whose effect is shown, at most. */
const MAX_TERMS = 10

/** Where one tool stands, for people: a summary, what its score is made of, what each word does, and each wish. */
export function explanationLines(explanation: Explanation, style: Style): string[] {
  const { id, summary, score, evidence, terms, intents } = explanation
  return [
    style.bold(`Why ${escapeText(id)}`),
    escapeProse(summary),
    '',
    ...renderTable(
      [{ header: `Score ${score.toFixed(3)} is made of` }, { header: 'Adds', align: 'right' }],
      evidence.contributions.map((part) => [partName(part), signed(part.value)]),
      style,
    ),
    ...termLines(terms, style),
    ...intents.map(
      ({ text, rank, score: own }) => `For "${escapeProse(text)}": rank ${rank}, score ${own.toFixed(3)}`,
    ),
  ]
}

/** Nothing where no word of the task can be left out. */
function termLines(terms: Explanation['terms'], style: Style): string[] {
  if (terms.length === 0) return []
  const table = renderTable(
    [{ header: 'Asked without' }, { header: 'Score', align: 'right' }, { header: 'Change', align: 'right' }],
    terms
      .slice(0, MAX_TERMS)
      .map(({ term, scoreWithout, drop }) => [
        `"${escapeText(term)}"`,
        scoreWithout.toFixed(3),
        signed(-drop),
      ]),
    style,
  )
  return ['', ...table]
}

const PART_NAMES: Readonly<Record<Contribution['kind'], (part: Contribution) => string>> = {
  words: ({ term = '', field }) => `"${escapeText(term)}" in its ${FIELD_WORDS[field!]}`,
  meaning: () => 'nearness in meaning',
  feedback: () => 'votes on similar tasks',
}

function partName(part: Contribution): string {
  const { intent } = part
  const what = PART_NAMES[part.kind](part)
  return intent === undefined ? what : `${what}, for "${escapeProse(intent)}"`
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`
}

import { FIELD_WORDS, type Field } from '../lexical/Field.js'
import type { MatchedEvidence } from './explain.js'

/** Most words that one reason quotes. */
const MAX_WORDS = 4

/** Words that carry less of the lexical score than this are not worth a reader's time. */
const MIN_SHARE = 0.08

/** From this many standard deviations over the cohort a similarity is worth naming, and called close. */
const NOTABLE_Z = 1
const CLOSE_Z = 2.5

/** A smaller shift by votes moves hardly any tool. */
const NOTABLE_SHIFT = 0.5

/** From this lexical share on the words of a tool say more than its meaning. */
const WORDS_FIRST = 0.25

/** Most characters of a part of the task that a reason quotes. */
const MAX_QUOTE = 40

/**
 * Why a tool was ranked where it is, in short sentences for people, strongest first; never empty. Of a task with several
 * wishes, the one that the tool is for (`intent`) comes first.
 */
export function reasons(evidence: MatchedEvidence, intent?: string): string[] {
  const all = evidenceReasons(evidence)
  return intent === undefined ? all : [`for "${cut(intent)}"`, ...all]
}

function cut(text: string): string {
  return text.length <= MAX_QUOTE ? text : `${text.slice(0, MAX_QUOTE - 3).trimEnd()}...`
}

function evidenceReasons(evidence: MatchedEvidence): string[] {
  const found = termReasons(evidence)
  const meaning = meaningReason(evidence)
  const meanings = meaning === undefined ? [] : [meaning]
  const texts = evidence.lexical >= WORDS_FIRST ? [...found, ...meanings] : [...meanings, ...found]
  const all = [...texts, ...feedbackReasons(evidence)]
  return all.length > 0 ? all : [`nothing stands out (cosine ${evidence.similarity.toFixed(2)})`]
}

function feedbackReasons({ feedback = 0 }: MatchedEvidence): string[] {
  if (Math.abs(feedback) < NOTABLE_SHIFT) return []
  return [feedback > 0 ? 'chosen before for similar tasks' : 'turned down before for similar tasks']
}

function termReasons(evidence: MatchedEvidence): string[] {
  const byField = new Map<Field, string[]>()
  for (const { term, field, share } of evidence.terms) {
    if (share < MIN_SHARE) continue
    const words = byField.get(field) ?? []
    if (words.length < MAX_WORDS) words.push(`"${term}"`)
    byField.set(field, words)
  }
  return [...byField].map(([field, words]) => `${words.join(', ')} in its ${FIELD_WORDS[field]}`)
}

function meaningReason({ similarity, similarityZ }: MatchedEvidence): string | undefined {
  if (similarityZ < NOTABLE_Z) return undefined
  return `${similarityZ >= CLOSE_Z ? 'close' : 'near'} in meaning (cosine ${similarity.toFixed(2)})`
}

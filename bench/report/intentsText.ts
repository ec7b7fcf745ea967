import type { IntentFigures } from '../suites/intentsSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = ['', 'tasks', 'split', 'recall@5', 'ranked whole', 'complete@10', 'ranked whole']

/** The figures with wishes covered beside those of ranking the whole task once. */
export function intentsText(sets: Readonly<Record<string, IntentFigures>>): string {
  const rows = Object.entries(sets).map(([name, { tasks, split, covered, whole }]) => [
    name,
    String(tasks),
    `${percent(split)} %`,
    percent(covered['recall@5']),
    percent(whole['recall@5']),
    percent(covered['complete@10']),
    percent(whole['complete@10']),
  ])
  const title =
    'Tasks with several intents, in %: their wishes covered, and the whole task ranked once; complete@10: all right tools among the first ten'
  return [title, '', markdownTable(HEADER, rows)].join('\n')
}

function percent(value: number): string {
  return (value * 100).toFixed(1)
}

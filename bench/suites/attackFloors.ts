import type { AttackRow } from './attackSuite.js'

/** One promise about attacks, and whether it held in this run. */
export interface AttackVerdict {
  /** What was promised, with the figures. */
  text: string
  passed: boolean
}

/** Names of the contenders that the floors compare. */
export const ATTACK_NAMES = {
  defended: 'toolcrib',
  undefended: 'toolcrib, undefended',
  plain: ['BM25', 'MiniLM'],
} as const

/** Points of recall@5, as fractions. */
const HARMLESS = 0.05
const MOST_LOSS = 0.01
const MOST_CLEAN_LOSS = 0.003
/** Share of the undefended loss that the adaptive attacks may cost. */
const MOST_SHARE = 1 / 3

/** The attack that answers to the ranking itself, and is held to a share of what it costs undefended. */
const ADAPTIVE = 'adaptive'

/** An attack that answers to the defences is told, not promised. */
const TOLD = 'informed'

/** Holds the figures of all sets to what is promised. A contender that is missing fails its floors: nothing was shown. */
export function attackFloors(rows: readonly AttackRow[]): AttackVerdict[] {
  const sets = [...new Set(rows.map(({ set }) => set))]
  return [...sets.flatMap((set) => setVerdicts(rows, set)), ...strengths(rows)]
}

function setVerdicts(rows: readonly AttackRow[], set: string): AttackVerdict[] {
  const ours = measured(rows, set, ATTACK_NAMES.defended)
  const plain = measured(rows, set, ATTACK_NAMES.undefended)
  if (ours === undefined || plain === undefined) return [{ text: `${set}: not measured`, passed: false }]
  const cost = plain.clean - ours.clean
  const clean = {
    text: `${set}, no attack: the defences cost ${points(cost)} (at most ${points(MOST_CLEAN_LOSS)})`,
    passed: cost <= MOST_CLEAN_LOSS,
  }
  const promised = ours.effects.filter(({ attack }) => attack !== TOLD)
  const attacks = promised.map(({ attack, loss }) => {
    const undefended = plain.effects.find((effect) => effect.attack === attack)?.loss ?? 0
    const most = attack === ADAPTIVE ? Math.max(MOST_LOSS, undefended * MOST_SHARE) : MOST_LOSS
    const text = `${set}, ${attack}: costs ${points(loss)}, undefended ${points(undefended)} (at most ${points(most)})`
    return { text, passed: loss <= most }
  })
  return [clean, ...attacks]
}

/** An attack that harms no plain ranking anywhere shows nothing. */
function strengths(rows: readonly AttackRow[]): AttackVerdict[] {
  const plain = rows.flatMap((row) =>
    'skipped' in row || !ATTACK_NAMES.plain.some((name) => name === row.name) ? [] : [row],
  )
  const attacks = new Set(plain.flatMap(({ effects }) => effects.map(({ attack }) => attack)))
  attacks.delete(TOLD)
  return [...attacks].map((attack) => {
    const losses = plain.flatMap(({ effects }) => effects.filter((effect) => effect.attack === attack))
    const most = Math.max(...losses.map(({ loss }) => loss))
    const text = `${attack}: costs a plain ranking up to ${points(most)} (at least ${points(HARMLESS)}, else harmless)`
    return { text, passed: most >= HARMLESS }
  })
}

function measured(rows: readonly AttackRow[], set: string, name: string) {
  const row = rows.find((one) => one.set === set && one.name === name)
  return row === undefined || 'skipped' in row ? undefined : row
}

function points(value: number): string {
  return (100 * value).toFixed(2)
}

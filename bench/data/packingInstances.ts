import type { LeveledCandidate, LevelOption, PackLimits } from 'toolcrib'
import { seededRandom } from 'toolcrib/eval'

/** A packing problem of a benchmark. */
export interface PackingInstance {
  candidates: readonly LeveledCandidate[]
  limits: PackLimits
}

/** How instances are drawn. */
export interface InstanceKind {
  /** `steep`: few tools are likely, as confidence is; `even`: all are alike likely; `tied`: value goes with tokens, which is hard. */
  usefulness: 'steep' | 'even' | 'tied'
  /** Whether tools serve intents and need one another. */
  rules: boolean
}

const LEVELS = [
  { level: 'full', share: 1, value: 1 },
  { level: 'compact', share: 0.6, value: 0.97 },
  { level: 'signature', share: 0.2, value: 0.85 },
  { level: 'name', share: 0.04, value: 0.2 },
] as const

const INTENTS = 4

/** Budgets, as shares of the tokens of all candidates. */
export const BUDGETS = [0.05, 0.1, 0.2, 0.4] as const

/** A random instance: the same for the same kind, size and seed. */
export function randomInstance(kind: InstanceKind, size: number, seed: number): PackingInstance {
  const next = seededRandom(seed * 7919 + size)
  const random = () => next() / 2 ** 32
  const candidates = Array.from({ length: size }, (_, at): LeveledCandidate => {
    const full = 60 + Math.floor(900 * random() ** 2)
    const usefulness = drawUsefulness(kind.usefulness, full, random)
    return {
      id: `t${at}`,
      usefulness,
      options: LEVELS.map(({ level, share, value }) => drawOption({ level, share, value }, full, random)),
      pinned: kind.rules && at < 2,
      server: `s${Math.floor(random() * 8)}`,
      intents: kind.rules && random() < 0.1 ? [Math.floor(random() * INTENTS)] : [],
      needs:
        kind.rules && random() < 0.1
          ? [[`t${Math.floor(random() * size)}`, `t${Math.floor(random() * size)}`]]
          : [],
    }
  })
  const all = candidates.reduce((sum, { options }) => sum + options[0]!.tokens, 0)
  const share = BUDGETS[Math.floor(random() * BUDGETS.length)]!
  const maxTools = random() < 0.5 ? 10 : undefined
  return { candidates, limits: { maxTokens: Math.floor(share * all), maxTools, overhead: 12 } }
}

function drawUsefulness(how: InstanceKind['usefulness'], full: number, random: () => number): number {
  if (how === 'steep') return 0.95 * random() ** 12
  return how === 'even' ? random() : Math.min(1, full / 1000 + 0.04 * random())
}

function drawOption(
  { level, share, value }: { level: LevelOption['level']; share: number; value: number },
  full: number,
  random: () => number,
): LevelOption {
  const tokens = level === 'full' ? full : Math.max(6, Math.floor(full * share * (0.7 + 0.6 * random())))
  return { level, tokens, value, callable: level !== 'name' }
}

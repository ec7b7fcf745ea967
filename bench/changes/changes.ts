import type { ToolSource } from 'toolcrib'
import { attacks } from '../attacks/attacks.js'
import { attackChange } from './attackChange.js'
import type { Change } from './Change.js'
import { typos, upperCase } from './careless.js'
import { distractors } from './distractors.js'
import { abbreviatedNames, opaqueAlone, opaqueNames, synonymNames } from './renamed.js'
import { shuffledTools } from './shuffledTools.js'
import { noDescriptions, thirdMissing } from './withoutDescriptions.js'

/** Everything that the robustness suite does to a set, in the order of its table. `others`: see {@link distractors}. */
export function changes(others: readonly ToolSource[]): Change[] {
  return [
    ...attacks.map(attackChange),
    synonymNames,
    abbreviatedNames,
    opaqueNames,
    thirdMissing,
    noDescriptions,
    opaqueAlone,
    ...(others.length === 0 ? [] : [distractors(others)]),
    shuffledTools,
    upperCase,
    typos,
  ]
}

import type { Profile } from '../profiles/Profile.js'
import type { FaceTable } from './FaceTable.js'
import { PASS_THROUGH_METHODS } from './passThroughMethods.js'
import { PROMPT_METHODS } from './promptMethods.js'
import { RESOURCE_METHODS } from './resourceMethods.js'
import { TOOL_METHODS } from './toolMethods.js'

const OWN: FaceTable = { ...TOOL_METHODS, ...PROMPT_METHODS, ...RESOURCE_METHODS }

/** What answers the requests of a profile. */
export function methodsOf({ options }: Profile): FaceTable {
  return options.passThrough === undefined ? OWN : PASS_THROUGH_METHODS
}

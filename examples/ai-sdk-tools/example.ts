import { sdkV2 } from '../sdk-v2/example.js'
import type { Example } from '../shared/Example.js'
import { agent as after } from './after.js'
import { agent as before } from './before.js'

/** AI SDK style tools, for what the example of SDK v2 does, with the same server. */
export const aiSdkTools: Example = { ...sdkV2, before, after }

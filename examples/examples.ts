import { aiSdkTools } from './ai-sdk-tools/example.js'
import { sdkV1 } from './sdk-v1/example.js'
import { sdkV2 } from './sdk-v2/example.js'
import type { Example } from './shared/Example.js'

/** The examples by name. */
export const EXAMPLES: ReadonlyMap<string, Example> = new Map([
  ['sdk-v1', sdkV1],
  ['sdk-v2', sdkV2],
  ['ai-sdk-tools', aiSdkTools],
])

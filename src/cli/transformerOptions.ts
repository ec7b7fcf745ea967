import type { TransformersOptions } from '../embed/drivers/transformersOptions.js'
import type { EngineArgs } from './sourceOptions.js'

/** The transformer that a command's options ask for; with a folder of models nothing is downloaded. */
export function transformerOptions(args: EngineArgs, signal: AbortSignal): TransformersOptions {
  const { model, dtype, device, models, modelCache } = args
  return {
    ...(model !== undefined && { model }),
    ...(dtype !== undefined && { dtype }),
    ...(device !== undefined && { device }),
    ...(models !== undefined && { localModelPath: models, allowRemoteModels: false }),
    ...(modelCache !== undefined && { cacheDir: modelCache }),
    signal,
  }
}

import { z } from 'zod'
import { CribError } from '../errors.js'
import type { Calibration } from '../rank/Calibration.js'
import { FEATURES, type Feature } from '../rank/confidence.js'

const names = Object.keys(FEATURES) as [Feature, ...Feature[]]
const share = z.number().min(0).max(1)
/** Largest accepted weight: no fit comes near it, and sums of such weights stay finite. */
const MAX_WEIGHT = 1e6
const weight = z.number().min(-MAX_WEIGHT).max(MAX_WEIGHT)

const calibrationSchema = z
  .object({
    version: z.literal(1),
    catalog: z.string().min(1),
    embedder: z.string().min(1),
    tasks: z.int().min(1),
    confidence: z
      .object({
        features: z.array(z.enum(names)).min(1).max(names.length),
        weights: z.array(weight),
        bias: weight,
      })
      .refine(({ features, weights }) => features.length === weights.length, 'one weight a feature')
      .refine(({ features }) => new Set(features).size === features.length, 'a feature stands there twice'),
    recall: z.array(z.array(share).min(1)).min(1),
    quality: z.object({ before: share, after: share, brierSkill: z.number().max(1) }),
  })
  .refine(({ tasks, recall }) => tasks === recall.length, { path: ['recall'], message: 'one list a task' })

/**
 * Reads a stored calibration. Throws `calibration-invalid` where it does not parse and `calibration-mismatch` where it
 * belongs to another embedder than `embedder`.
 */
export function parseCalibration(value: unknown, embedder: string): Calibration {
  const parsed = calibrationSchema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.') || 'calibration'
    throw new CribError(
      'calibration-invalid',
      `The calibration does not parse: ${where}: ${issue?.message ?? 'not valid'}. Make a new one with calibrate.`,
      { details: { path: where } },
    )
  }
  if (parsed.data.embedder !== embedder) {
    throw new CribError(
      'calibration-mismatch',
      `The calibration belongs to the embedder ${JSON.stringify(parsed.data.embedder)}, and this one is ${JSON.stringify(embedder)}. Calibrate again.`,
      { details: { expected: embedder, actual: parsed.data.embedder } },
    )
  }
  return parsed.data
}

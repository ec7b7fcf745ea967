import type { Embedder } from '../embed/Embedder.js'
import { CribError, throwIfAborted } from '../errors.js'
import type { TokenCounter } from '../tokens/TokenCounter.js'
import { catalogSteps } from '../tool/Catalog.js'
import { runSteps, type StepRunner } from '../tool/runSteps.js'
import { chooseIndex } from '../vector/chooseIndex.js'
import type { VectorIndex } from '../vector/VectorIndex.js'
import type { Crib, CribOptions } from './Crib.js'
import { checkOptions } from './checkOptions.js'
import { DEFENCES } from './defences.js'
import { Engine, type EngineParts } from './Engine.js'
import { FeedbackKeeper } from './FeedbackKeeper.js'
import { NeedsKeeper } from './NeedsKeeper.js'
import { cribOptionsSchema } from './optionSchemas.js'
import { parseCalibration } from './parseCalibration.js'
import { parseFeedback } from './parseFeedback.js'

/**
 * Makes the engine over a catalog of tools: offline, with the bundled embedding model, unless options say otherwise.
 *
 * Rejects with `option-unknown` or `option-invalid` for bad options, with `tool-invalid`, `tool-too-large` or
 * `tool-duplicate` for bad tools (unless `invalidTools` is `skip`), and with `dependency-missing` when a driver that
 * you asked for is not installed.
 */
export async function createCrib(options: CribOptions): Promise<Crib> {
  return await createSteppedCrib(options, runSteps)
}

/**
 * As {@link createCrib}, for a host that must not keep others waiting: `run` runs what grows with the catalog (reading,
 * preparing and counting tools), and may let others have their turn meanwhile.
 */
export async function createSteppedCrib(options: CribOptions, run: StepRunner): Promise<Crib> {
  checkOptions('createCrib', options, cribOptionsSchema)
  throwIfAborted(options.signal)
  const embedder = await pickEmbedder(options.embedder ?? 'static')
  const closeEmbedder = async () => (embedder === options.embedder ? undefined : embedder.close?.())
  const parts: EngineParts = {
    embedder,
    closeEmbedder,
    loadCounter: () => pickCounter(options.tokenizer ?? 'o200k_base'),
    createIndex: (expected) => pickIndex(options.index ?? 'auto', embedder.dimensions, expected),
    readSources: (sources) => run(catalogSteps(sources, options.invalidTools, options.prefix)),
    run,
    calibration: undefined,
    defences: options.defences === 'off' ? undefined : DEFENCES,
    needs: new NeedsKeeper(options.requires ?? {}, run),
    feedback: undefined,
  }
  try {
    if (options.calibration !== undefined)
      parts.calibration = parseCalibration(options.calibration, embedder.id)
    if (options.feedback !== undefined && options.feedback !== false) {
      const state = options.feedback === true ? undefined : parseFeedback(options.feedback, embedder)
      parts.feedback = new FeedbackKeeper(embedder, state)
    }
    return await Engine.create(parts, options.sources, options.signal)
  } catch (error) {
    // Nobody else could free a model that was loaded for an engine that never came to be.
    await closeEmbedder().catch(() => undefined)
    throw error
  }
}

/** Drivers are imported only when they are chosen: an import of the package loads none. */
async function pickEmbedder(choice: 'static' | 'transformers' | 'asymmetric' | Embedder): Promise<Embedder> {
  if (typeof choice !== 'string') return choice
  return EMBEDDERS[choice]()
}

const EMBEDDERS = {
  static: async () => {
    const { createStaticEmbedder, loadStaticModel } = await import('../embed/drivers/staticEmbedder.js')
    return createStaticEmbedder(loadStaticModel())
  },
  transformers: async () => (await import('../embed/drivers/blendedEmbedder.js')).createBlendedEmbedder(),
  asymmetric: async () =>
    (await import('../embed/drivers/loadAsymmetricEmbedder.js')).loadAsymmetricEmbedder(),
} satisfies Record<string, () => Promise<Embedder>>

async function pickCounter(
  choice: 'o200k_base' | 'cl100k_base' | 'estimate' | TokenCounter,
): Promise<TokenCounter> {
  if (typeof choice !== 'string') return choice
  return (await import('../tokens/loadTokenCounter.js')).loadTokenCounter(choice)
}

/** `auto` falls back to an exact scan where hnswlib-node is not installed; `hnsw` by name does not. */
async function pickIndex(
  choice: 'auto' | 'exact' | 'hnsw',
  dimensions: number,
  size: number,
): Promise<VectorIndex> {
  if (choice !== 'auto') return INDEXES[choice](dimensions)
  try {
    return await INDEXES[chooseIndex(size)](dimensions)
  } catch (error) {
    if (!CribError.is(error) || error.code !== 'dependency-missing') throw error
    return INDEXES.exact(dimensions)
  }
}

const INDEXES = {
  exact: async (dimensions: number) =>
    (await import('../vector/drivers/exactIndex.js')).createExactIndex(dimensions),
  hnsw: async (dimensions: number) =>
    (await import('../vector/drivers/hnswIndex.js')).loadHnswIndex(dimensions),
} satisfies Record<string, (dimensions: number) => Promise<VectorIndex>>

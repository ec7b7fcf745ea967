import { CribError } from '../../errors.js'

/** Imports a module by name; given by tests, else the runtime's own `import()`. */
export type ImportModule = (name: string) => Promise<unknown>

/** A loaded feature-extraction pipeline of either package. */
export interface Extractor {
  (texts: string[], options: { pooling: 'mean' | 'cls'; normalize: boolean }): Promise<unknown>
  dispose?(): Promise<unknown>
}

/** The part of both packages that is used here, after a look at its shape. */
export interface TransformersLibrary {
  /** Package that was found. */
  packageName: PackageName
  /** The package's global settings, shared by everyone in the process. */
  env: Record<string, unknown>
  pipeline(task: 'feature-extraction', model: string, options: Record<string, unknown>): Promise<Extractor>
}

/** In order of preference; the second is the first one's old name, last released as 2.17. */
const PACKAGES = ['@huggingface/transformers', '@xenova/transformers'] as const
type PackageName = (typeof PACKAGES)[number]

/** The first of the two packages that can be imported. Throws `dependency-missing` when neither can. */
export async function importTransformers(
  importModule: ImportModule = (name) => import(name),
): Promise<TransformersLibrary> {
  const failures: unknown[] = []
  for (const packageName of PACKAGES) {
    try {
      const library = parseLibrary(packageName, await importModule(packageName))
      if (library !== undefined) return library
      failures.push(new Error(`${packageName} exports no pipeline() and env`))
    } catch (failure) {
      failures.push(failure)
    }
  }
  const install = `npm install ${PACKAGES[0]}`
  const message = `The transformers embedder needs the package ${PACKAGES[0]} (or ${PACKAGES[1]}), and neither can be imported. Run \`${install}\`, or use the embedder \`static\`.`
  throw new CribError('dependency-missing', message, {
    details: { package: PACKAGES[0], install },
    cause: new AggregateError(failures, 'Both imports failed.'),
  })
}

function parseLibrary(packageName: PackageName, found: unknown): TransformersLibrary | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  const { env, pipeline } = found as { env?: unknown; pipeline?: unknown }
  if (typeof pipeline !== 'function' || typeof env !== 'object' || env === null) return undefined
  return {
    packageName,
    env: env as Record<string, unknown>,
    pipeline: (task, model, options) => pipeline(task, model, options) as Promise<Extractor>,
  }
}

/** Per settings object of a package, the end of the last load that changed it. */
const lastLoad = new WeakMap<object, Promise<unknown>>()

/**
 * Runs `load` with some of a package's global settings changed, and puts them back, also after a failure. Loads
 * of one package go one after the other: two at once would see each other's settings.
 */
export async function withSettings<T>(
  env: Record<string, unknown>,
  settings: Readonly<Record<string, unknown>>,
  load: () => Promise<T>,
): Promise<T> {
  const before = lastLoad.get(env) ?? Promise.resolve()
  const result = before.then(async () => {
    const kept = Object.fromEntries(Object.keys(settings).map((key) => [key, env[key]]))
    Object.assign(env, settings)
    try {
      return await load()
    } finally {
      Object.assign(env, kept)
    }
  })
  lastLoad.set(
    env,
    result.catch(() => undefined),
  )
  return result
}

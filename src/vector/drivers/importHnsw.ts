import { CribError } from '../../errors.js'

/** The part of hnswlib-node's `HierarchicalNSW` that is used here (its 3.0 declarations, narrowed). */
export interface HnswGraph {
  initIndex(options: { maxElements: number; m: number; efConstruction: number; randomSeed: number }): void
  resizeIndex(maxElements: number): void
  getMaxElements(): number
  addPoint(point: number[], label: number): void
  setEf(ef: number): void
  searchKnn(query: number[], neighbours: number): { neighbors: number[]; distances: number[] }
}

/** Makes a graph; `ip` is the distance 1 - dot product. */
export type HnswConstructor = new (space: 'ip', dimensions: number) => HnswGraph

/** Imports a module by name; given by tests, else the runtime's own `import()`. */
export type ImportModule = (name: string) => Promise<unknown>

const PACKAGE = 'hnswlib-node'
const INSTALL = `npm install ${PACKAGE}`

/**
 * hnswlib-node's graph class. Throws `dependency-missing` when the package is absent, was not built (it is native
 * code, compiled on installation) or has another shape than its version 3.
 */
export async function importHnsw(
  importModule: ImportModule = (name) => import(name),
): Promise<HnswConstructor> {
  const found = await importModule(PACKAGE).catch((cause: unknown) => {
    throw missing('is not installed, or its native part was not built', cause)
  })
  const Graph = graphClass(found) ?? graphClass((found as { default?: unknown } | null)?.default)
  if (Graph === undefined) throw missing('exports no HierarchicalNSW class')
  return Graph
}

function graphClass(module: unknown): HnswConstructor | undefined {
  const candidate = (module as { HierarchicalNSW?: unknown } | null | undefined)?.HierarchicalNSW
  return typeof candidate === 'function' ? (candidate as HnswConstructor) : undefined
}

function missing(what: string, cause?: unknown): CribError {
  const message = `The hnsw index needs the package ${PACKAGE}, which ${what}. Run \`${INSTALL}\` (version 3), or use the index \`exact\`.`
  return new CribError('dependency-missing', message, {
    details: { package: PACKAGE, install: INSTALL },
    cause,
  })
}

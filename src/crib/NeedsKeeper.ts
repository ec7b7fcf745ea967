import type { Catalog } from '../tool/Catalog.js'
import { prerequisiteSteps } from '../tool/findPrerequisites.js'
import type { StepRunner } from '../tool/runSteps.js'

/** By tool id, groups of ids: of each group at least one tool has to come with the tool. */
export type Needs = ReadonlyMap<string, readonly (readonly string[])[]>

/** What tools need of others, found once for each catalog. */
export class NeedsKeeper {
  readonly #declared: Readonly<Record<string, readonly string[]>>
  readonly #run: StepRunner
  #last: { catalog: Catalog; needs: Needs | Promise<Needs> } | undefined

  /** `declared`: ids of needed tools by the id of the tool that needs them all. `run` runs the search for more. */
  constructor(declared: Readonly<Record<string, readonly string[]>>, run: StepRunner) {
    this.#declared = declared
    this.#run = run
  }

  /** The needs of a catalog's tools. Declared ids that it lacks (a server is down) count for nothing. */
  async of(catalog: Catalog): Promise<Needs> {
    if (this.#last?.catalog === catalog) return await this.#last.needs
    const requires: Record<string, string[]> = {}
    for (const [key, names] of Object.entries(this.#declared)) {
      const id = catalog.get(key)?.id
      if (id !== undefined) requires[id] = names.flatMap((name) => catalog.get(name)?.id ?? [])
    }
    const needs = this.#run<Needs>(prerequisiteSteps(catalog.tools, { requires }))
    this.#last = { catalog, needs }
    return await needs
  }
}

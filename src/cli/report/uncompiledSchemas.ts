import type { Crib } from '../../crib/Crib.js'

/** Schemas that the check of arguments cannot compile, by tool id, with the reason. `onProgress` is awaited after each tool. */
export async function uncompiledSchemas(
  crib: Crib,
  onProgress: (done: number, of: number) => void | Promise<void>,
): Promise<Map<string, string>> {
  const { tools } = crib.catalog
  const faults = new Map<string, string>()
  for (const [at, { id }] of tools.entries()) {
    const check = await crib.validate(id, {})
    if (!check.checked) faults.set(id, check.reason)
    await onProgress(at + 1, tools.length)
  }
  return faults
}

import { fileURLToPath, pathToFileURL } from 'node:url'
import { installFolder } from '../../demo/installFolder.js'

const atRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Folder of the pinned package, with a lock file of its own. */
const FOLDER = atRoot('test/tools/xenova')

/**
 * Installs the pinned @xenova/transformers where it is not there yet (250 MB on disk; sharp and ONNX Runtime come with
 * their binaries). Resolves to the address to import it by.
 */
export async function ensureXenova(): Promise<string> {
  await installFolder({
    folder: FOLDER,
    lockPath: atRoot('.cache/test-tools/xenova.lock'),
    announcement: 'Installing @xenova/transformers for its tests (250 MB, once) ...',
    onProgress: () => undefined,
  })
  return pathToFileURL(`${FOLDER}/node_modules/@xenova/transformers/src/transformers.js`).href
}

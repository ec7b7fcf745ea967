import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installFolder } from '../../demo/installFolder.js'
import { runBin } from '../e2e/runBin.js'

const atRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Folder of the pinned packages, with a lock file of its own. */
const FOLDER = atRoot('test/tools/servers')
/** Where the browser is unpacked, once. */
const BROWSER = atRoot('.cache/test-tools/chromium')

/** What the tests of real servers need besides the demo's servers. */
export interface InstalledServers {
  /** Program of context7, a server of the 2026 protocol. */
  context7: string
  /** A browser without a window, and the environment that it needs. */
  browser: { path: string; env: Record<string, string> }
}

/** Installs and unpacks what is not there yet (136 MB, and 217 MB of browser). The browser is for Linux on x64. */
export async function ensureServers(): Promise<InstalledServers> {
  await installFolder({
    folder: FOLDER,
    lockPath: atRoot('.cache/test-tools/servers.lock'),
    announcement: 'Installing context7 and a browser (353 MB, once) ...',
    onProgress: () => undefined,
  })
  return {
    context7: `${FOLDER}/node_modules/@upstash/context7-mcp/dist/index.js`,
    browser: {
      path: await unpackBrowser(),
      env: { LD_LIBRARY_PATH: `${BROWSER}/al2023/lib`, FONTCONFIG_PATH: `${BROWSER}/fonts` },
    },
  }
}

async function unpackBrowser(): Promise<string> {
  const path = `${BROWSER}/chromium`
  if (existsSync(`${BROWSER}/al2023/lib`) && existsSync(path)) return path
  mkdirSync(BROWSER, { recursive: true })
  const module = pathToFileURL(`${FOLDER}/node_modules/@sparticuz/chromium/build/index.js`).href
  const program = `const { default: chromium } = await import(${JSON.stringify(module)}); await chromium.executablePath()`
  // It unpacks into the folder for temporary files, and the libraries that no system package gives only where it believes
  // to be on such a machine.
  const env = { TMPDIR: BROWSER, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  const { code, stderr } = await runBin(process.execPath, ['--input-type=module', '-e', program], { env })
  if (code !== 0) throw new Error(`The browser could not be unpacked: ${stderr.slice(-2000)}`)
  return path
}

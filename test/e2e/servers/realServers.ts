import { demoServers } from '../../../demo/demoServers.js'
import type { InstalledServers } from '../../tools/ensureServers.js'

/** Where real servers of a test read and write. */
export interface RealServersOptions {
  installed: InstalledServers
  /** Folder that the file server gives access to. */
  folder: string
  /** Address of the services that context7 and hostinger ask. */
  service: string
}

/** `mcpServers` with six real servers. Arguments that come later win over the demo's. */
export function realServers({ installed, folder, service }: RealServersOptions): Record<string, object> {
  const demo = demoServers()
  const entry = (key: string, more: { args?: string[]; env?: Record<string, string> } = {}) => {
    const found = demo.get(key)!
    if (found.transport !== 'stdio') throw new TypeError(`${key} is no server over stdio.`)
    const { command, args = [], env, cwd } = found
    return { command, args: more.args ?? args, env: { ...env, ...more.env }, cwd }
  }
  const script = (key: string) => entry(key).args[0]!
  const { context7, browser } = installed
  const browserArgs = ['--headless', '--isolated', '--no-sandbox', '--executable-path', browser.path]
  return {
    everything: entry('everything'),
    filesystem: entry('filesystem', { args: [script('filesystem'), folder] }),
    memory: entry('memory', { env: { MEMORY_FILE_PATH: `${folder}/memory.jsonl` } }),
    playwright: entry('playwright', { args: [script('playwright'), ...browserArgs], env: browser.env }),
    context7: {
      command: process.execPath,
      args: [context7],
      env: { HOME: folder, CONTEXT7_API_URL: `${service}/api` },
    },
    hostinger: entry('hostinger', { env: { API_BASE_URL: service } }),
  }
}

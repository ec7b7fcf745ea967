import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { DEMO_CACHE, demoServers } from '../../demo/demoServers.js'
import type { ServerStart, Servers } from './Example.js'

/** An empty folder for one run but for `notes.md`, where the demo's file server may write. */
export function freshFolder(name: string): string {
  const folder = `${DEMO_CACHE}/scratch/examples/${name}`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/notes.md`, '# Notes, draft\n')
  return folder
}

/** How to start these of the demo's servers, with what they keep in `folder`. */
export function startOf(keys: readonly string[], folder: string): Servers {
  const all = demoServers()
  const own = {
    MEMORY_FILE_PATH: `${folder}/memory.jsonl`,
    // The home folder of the demo's servers has no git configuration, and a commit needs a name.
    GIT_AUTHOR_NAME: 'Agent',
    GIT_AUTHOR_EMAIL: 'agent@example.com',
    GIT_COMMITTER_NAME: 'Agent',
    GIT_COMMITTER_EMAIL: 'agent@example.com',
  }
  const starts = keys.map((key): [string, ServerStart] => {
    const entry = all.get(key)
    if (entry?.transport !== 'stdio') throw new TypeError(`The demo starts no server called ${key}.`)
    const { command, args = [], env = {}, cwd = folder } = entry
    return [key, { command, args: [...args], env: { ...env, ...own }, cwd, stderr: 'ignore' }]
  })
  return Object.fromEntries(starts)
}

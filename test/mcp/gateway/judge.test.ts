import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Judge } from '../../../src/mcp/gateway/stock/Judge.js'
import type { KnownServer } from '../../../src/mcp/gateway/stock/KnownServer.js'
import { approveTool } from '../../../src/trust/approveTool.js'
import { openFileTrustStore } from '../../../src/trust/drivers/fileTrustStore.js'
import { createMemoryTrustStore } from '../../../src/trust/drivers/memoryTrustStore.js'
import { pendingTools } from '../../../src/trust/pendingTools.js'
import type { TrustStore } from '../../../src/trust/TrustStore.js'
import { tool } from './workshop.js'

const NOTHING = { capabilities: {}, rest: {}, prompts: [], resources: [], templates: [] }
const server = (key: string, says: string): KnownServer => ({
  ...NOTHING,
  ...{ key, entry: key, tools: [tool('send', says)] },
})
/** Longer than a look at the store is good for. */
const later = async () => await new Promise((resolve) => setTimeout(resolve, 550))

async function approve(store: TrustStore, key: string): Promise<void> {
  const pending = pendingTools(await store.read()).find((one) => one.server === key)!
  const { name, pending: seen } = pending
  const now = new Date().toISOString()
  await store.update((state) => ({
    state: approveTool(state, { server: key, tool: name, fingerprint: seen.fingerprint, now }),
  }))
}

it('notices an approval that came while another server was judged', async () => {
  const store = createMemoryTrustStore()
  const judge = new Judge(store)
  for (const key of ['git', 'mail']) await judge.judge(server(key, 'Sends.'))
  const git = server('git', 'Sends.')
  const mail = server('mail', 'Sends a copy too.')
  const held = { known: mail, judged: await judge.judge(mail) }
  expect(held.judged.held).toMatchObject([{ name: 'send', why: 'changed' }])
  await approve(store, 'mail')
  // It is this verdict that sees the approval first.
  const entries = [{ known: git, judged: await judge.judge(git) }, held]
  expect(await judge.hasNews(entries)).toBe(true)
  entries[1] = { known: mail, judged: await judge.judge(mail) }
  expect(entries[1].judged.held).toEqual([])
  await later()
  expect(await judge.hasNews(entries)).toBe(false)
})

it('has no news where a server that is new is remembered', async () => {
  const judge = new Judge(createMemoryTrustStore())
  const git = server('git', 'Sends.')
  const entries = [{ known: git, judged: await judge.judge(git) }]
  await judge.judge(server('mail', 'Sends.'))
  expect(await judge.hasNews(entries)).toBe(false)
})

it('fails at every look while the store cannot be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-judge-'))
  try {
    const file = join(folder, 'trust.json')
    const judge = new Judge(openFileTrustStore(file))
    const git = server('git', 'Sends.')
    const entries = [{ known: git, judged: await judge.judge(git) }]
    writeFileSync(file, '{ "version": 1, "servers"')
    for (let look = 0; look < 3; look++)
      await expect(judge.hasNews(entries)).rejects.toMatchObject({ code: 'file-malformed' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

import { expect, it } from 'vitest'
import { requestAllTools } from '../../../src/mcp/listing/requestAllTools.js'

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth))

it('leaves out entries that are nested without end, and keeps the rest of the list', async () => {
  const tools = [nested(50_000), { name: nested(50_000) }, { name: 'b' }]
  const list = await requestAllTools(async () => ({ tools }))
  expect(list.tools).toEqual([{ name: 'b' }])
  expect(list.rejected.map(({ index, reason }) => [index, reason])).toEqual([
    [0, 'it is not an object but an object that JSON cannot hold'],
    [1, 'its name is not a string but an object that JSON cannot hold'],
  ])
})

it('reads 64 pages and no more', async () => {
  const pages = (last: number) => {
    let page = 0
    return async () => ({
      tools: [{ name: `t${++page}` }],
      ...(page < last ? { nextCursor: `c${page}` } : {}),
    })
  }
  expect((await requestAllTools(pages(64))).tools).toHaveLength(64)
  await expect(requestAllTools(pages(65))).rejects.toMatchObject({ code: 'server-failed' })
})

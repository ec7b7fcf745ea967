import { describe, expect, it } from 'vitest'
import { digestEntries } from '../../bench/data/digestEntries.js'
import { digestText } from '../../bench/report/digestText.js'
import { digestSuite } from '../../bench/suites/digestSuite.js'

describe('digestEntries', () => {
  it('reads names, groups and objects', () => {
    expect(digestEntries('aws, aws-{ec2, s3} (bucket, key pair: get), chat, zoo (animals)')).toEqual([
      { servers: ['aws'], objects: [] },
      { servers: ['aws-ec2', 'aws-s3'], objects: ['bucket', 'key pair'] },
      { servers: ['chat'], objects: [] },
      { servers: ['zoo'], objects: ['animals'] },
    ])
  })

  it('takes counts for no names', () => {
    expect(digestEntries('59 servers')).toEqual([])
    expect(digestEntries('')).toEqual([])
    expect(digestEntries('a, b and 57 more').map(({ servers }) => servers)).toEqual([['a'], ['b']])
  })
})

describe('the digest suite', () => {
  const server = (key: string, ...names: string[]) => ({
    server: key,
    tools: names.map((name) => ({ name })),
  })

  it('counts servers that are named and tools with a shown object', async () => {
    const sources = [
      server('chat-mcp-server', 'post_message', 'list_messages'),
      server('zoo', 'feed', 'get_animal'),
    ]
    const { rows, together } = await digestSuite(sources, 200)
    expect(together).toBe('chat-mcp-server (message: list, post), zoo (animal, feed: get)')
    expect(rows).toEqual([
      { servers: 1, catalogs: 2, tools: 2, tokens: 10, mostTokens: 11, named: 1, hinted: 1 },
      { servers: 2, catalogs: 1, tools: 4, tokens: 19, mostTokens: 19, named: 1, hinted: 1 },
    ])
    expect((await digestSuite(sources, 3)).rows[1]).toMatchObject({ named: 1, hinted: 0 })
    expect((await digestSuite(sources, 2)).rows[1]).toMatchObject({ named: 0, hinted: 0 })
  })

  it('draws catalogs of each size, the same each time', async () => {
    const sources = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => server(`${key}x`, `get_${key}y`))
    const figures = await digestSuite(sources, 200)
    expect(figures.rows.map(({ servers, catalogs }) => [servers, catalogs])).toEqual([
      [1, 6],
      [2, 20],
      [5, 20],
      [6, 1],
    ])
    expect(await digestSuite(sources, 200)).toEqual(figures)
    expect(digestText(figures)).toContain('All servers together:\nax (ay: get), bx')
  })
})

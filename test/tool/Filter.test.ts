import { describe, expect, it } from 'vitest'
import { createCatalog } from '../../src/tool/Catalog.js'
import { compileFilter, type Filter } from '../../src/tool/Filter.js'

const catalog = createCatalog([
  { server: 'git', tools: [{ name: 'git_push' }, { name: 'git_log' }, { name: 'a/b' }] },
  { server: 'constructor', tools: [{ name: 'toString' }] },
])
const passing = (filter: Filter) =>
  catalog.tools.filter(compileFilter(filter) ?? (() => true)).map((tool) => tool.id)

describe('compileFilter', () => {
  it('lets everything pass without rules', () => {
    expect(compileFilter({})).toBeUndefined()
  })

  it.each<[Filter, string[]]>([
    [{ include: ['git/*'] }, ['git/a/b', 'git/git_log', 'git/git_push']],
    [{ include: ['*/git_{push,log}'] }, ['git/git_log', 'git/git_push']],
    [{ exclude: ['git/*'] }, ['constructor/toString']],
    [{ include: ['*'], exclude: ['*push'] }, ['constructor/toString', 'git/a/b', 'git/git_log']],
    [{ include: [] }, []],
    [{ servers: { git: { include: ['*_log'] } } }, ['constructor/toString', 'git/git_log']],
    [{ servers: { constructor: { exclude: ['*'] } } }, ['git/a/b', 'git/git_log', 'git/git_push']],
    [{ servers: { git: { include: ['git/*'] } } }, ['constructor/toString']],
    [{ include: ['!git/*'] }, []],
  ])('%j', (filter, ids) => {
    expect(passing(filter)).toEqual(ids)
  })

  it('matches names that begin with a dot', () => {
    const { tools } = createCatalog([{ tools: [{ name: '.hidden' }] }])
    expect(tools.filter(compileFilter({ include: ['*'] })!)).toHaveLength(1)
  })

  it('refuses rules that are none, of a server named __proto__ too', () => {
    for (const rules of ['null', '5', '{"include":5}', '{"exclude":"*"}'])
      expect(() => compileFilter({ servers: JSON.parse(`{"__proto__":${rules}}`) })).toThrowError(
        expect.objectContaining({ code: 'glob-invalid' }),
      )
  })

  it.each([[''], ['x'.repeat(2000)], [7]])('refuses the pattern %j', (pattern) => {
    expect(() => compileFilter({ include: [pattern as string] })).toThrowError(
      expect.objectContaining({ code: 'glob-invalid' }),
    )
  })
})

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { SUITES } from '../bench/parseArguments.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`),
]
const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8')

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe.each(pages)('%s', (page) => {
  const text = textOf(page)

  test('links to files and headings that exist', () => {
    for (const [, path, anchor] of text.matchAll(/\]\(([^)#: ]*)(?:#([^)]*))?\)/g)) {
      const target = path === '' ? page : join(dirname(page), path!)
      expect(existsSync(join(ROOT, target)), `${path}`).toBe(true)
      if (anchor !== undefined) expect(anchorsOf(target), `${path}`).toContain(anchor)
    }
  })

  test('names scripts and suites that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    for (const [, script] of text.matchAll(/npm run (?:-s )?([a-z][a-z0-9:-]*)/g))
      expect(scripts).toHaveProperty([script!])
    for (const [, suite] of text.matchAll(/npm run (?:-s )?bench -- ([a-z][a-z-]*)/g))
      expect(Object.keys(SUITES)).toContain(suite)
  })
})

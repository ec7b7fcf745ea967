import { expect, it } from 'vitest'
import { createCatalog } from '../../src/tool/Catalog.js'
import { embeddingTexts } from '../../src/tool/embeddingTexts.js'
import { toolFields } from '../../src/tool/toolFields.js'

const TOOLS = Array.from({ length: 12 }, (_, i) => ({
  name: `tool_${i}`,
  description: `Does thing ${i}. Same for all.`,
}))
const texts = (server: string | undefined) => {
  const { tools } = createCatalog([server === undefined ? { tools: TOOLS } : { server, tools: TOOLS }])
  return embeddingTexts(tools, tools.map(toolFields))
}

it('leaves out what one server repeats, by position', () => {
  expect(texts('shop').filter((text) => text.includes('Same for all'))).toEqual([])
  expect(texts('shop')[0]).toContain('Does thing 0')
})

it('keeps everything of tools without a server, whose likeness is no boilerplate', () => {
  expect(texts(undefined).filter((text) => text.includes('Same for all'))).toHaveLength(12)
})

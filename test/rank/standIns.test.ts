import { expect, test } from 'vitest'
import { copiesByStandIn, standIns } from '../../src/rank/standIns.js'
import { taskTerms } from '../../src/rank/taskTerms.js'
import { createCatalog } from '../../src/tool/Catalog.js'
import { rankable } from './rankable.js'

const TOOL = { name: 'refund' }
const { tools } = createCatalog([
  { server: 'acme', tools: [TOOL] },
  { server: 'bravo', tools: [TOOL] },
  { server: 'carol', tools: [TOOL] },
])
const catalog = {
  ...rankable([]),
  tools,
  copies: { groups: [{ positions: [1, 0, 2], serverStems: [['bravo'], ['acm'], ['carol']] }] },
}
const query = (text: string) => ({ terms: taskTerms([{ text, weight: 1 }]), vector: Float32Array.of(1, 0) })

test('the first registered one stands for the others', () => {
  const hidden = standIns(catalog, query('refund it'), {})
  expect(hidden).toEqual(new Map([[0, 1], [2, 1]])) // biome-ignore format: pairs
  expect(copiesByStandIn(hidden)).toEqual(new Map([[1, [0, 2]]]))
})

test('the one whose server the task names goes before it, and pinned ones before that', () => {
  expect(standIns(catalog, query('refund it with carol'), {})).toEqual(new Map([[1, 2], [0, 2]])) // biome-ignore format: pairs
  const always = new Set(['acme/refund', 'carol/refund'])
  expect(standIns(catalog, query('refund it'), { always })).toEqual(new Map([[1, 0]]))
})

test('a tool that may not be ranked stands for nobody, and is nobody’s copy', () => {
  const allowed = ({ server }: { server?: string }) => server !== 'bravo'
  expect(standIns(catalog, query('refund it'), { allowed })).toEqual(new Map([[2, 0]]))
  expect(standIns(catalog, query('refund it'), { allowed: () => false })).toEqual(new Map())
})

test('without copies there is nothing to hide', () => {
  expect(standIns({ ...catalog, copies: { groups: [] } }, query('x'), {})).toBeUndefined()
  expect(copiesByStandIn(undefined)).toEqual(new Map())
})

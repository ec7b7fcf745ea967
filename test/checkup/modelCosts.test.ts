import { expect, test } from 'vitest'
import { COMPARED_POLICIES, modelCosts } from '../../src/checkup/modelCosts.js'
import { PRICES } from '../../src/tokens/prices/PRICES.js'
import { sampleInput } from './sampleInput.js'

const plan = sampleInput().plan!
const costs = modelCosts(plan)
const costOf = (model: string, cached: boolean) =>
  costs.find((one) => one.model === model && one.cached === cached)!.usd

test('has every model twice, with its cache first', () => {
  expect(costs.map(({ model, cached }) => `${model} ${cached}`)).toEqual(
    [...PRICES.keys()].flatMap((model) => [`${model} true`, `${model} false`]),
  )
})

test('is the plan itself for its own model', () => {
  const own = COMPARED_POLICIES.map(
    (name) => plan.policies.find(({ policy }) => policy === name)?.usd ?? null,
  )
  expect(costOf(plan.model.model, true)).toEqual(own)
})

test('sending everything is dearer without a cache, and what a provider does not offer has no price', () => {
  for (const model of PRICES.keys()) {
    expect(costOf(model, false)[0]!).toBeGreaterThan(costOf(model, true)[0]!)
    expect(costOf(model, true)[1] === null).toBe(!PRICES.get(model)!.addsToolsInMessages)
  }
})

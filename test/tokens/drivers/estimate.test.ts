import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { estimate } from '../../../src/tokens/drivers/estimate.js'
import { loadTokenCounter } from '../../../src/tokens/loadTokenCounter.js'
import { sharedPath } from '../../shared.js'

const catalogs = sharedPath('catalogs')

describe('estimate', () => {
  it.each([
    ['word', 1],
    ['two words', 2],
    ['listAllTools', 3],
    ['list_all_tools', 3],
    ['12345', 2],
    ['{"name":"x"}', 5],
    ['a  b', 3],
    ['\u5929\u6c14', 2],
    ['internationalization', 3],
  ])('%j is about %i', (text, tokens) => {
    expect(estimate().count(text)).toBe(tokens)
  })

  it.skipIf(catalogs === undefined)(
    `is within 8 % of o200k_base on every real catalog${catalogs === undefined ? ' (no ../shared/catalogs)' : ''}`,
    async () => {
      const exact = await loadTokenCounter('o200k_base')
      const errors = readdirSync(catalogs!).map((file) => {
        const list = JSON.stringify(JSON.parse(readFileSync(`${catalogs}/${file}`, 'utf8')).tools)
        const tokens = exact.count(list)
        return (estimate().count(list) - tokens) / tokens
      })
      expect(errors.length).toBeGreaterThanOrEqual(59)
      expect(Math.max(...errors)).toBeLessThan(0.08)
      expect(Math.min(...errors)).toBeGreaterThan(-0.08)
      expect(errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length).toBeLessThan(0.025)
    },
  )
})

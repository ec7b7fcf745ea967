import { expect, test } from 'vitest'
import { wording } from '../../src/tool/wording.js'

const fields = (name: string, description: string, parameters: string[] = []) => ({
  name,
  description,
  server: 'x',
  serverDescription: 'y',
  parameters: parameters.map((parameter) => ({ name: parameter, description: 'z' })),
})
const TEXT = 'Gives the money of a card charge back to a customer.'

test('praise, versions and numbers say nothing', () => {
  const plain = wording(fields('refund', TEXT))
  expect(wording(fields('refund_pro_2', `${TEXT} New, improved and fast!`))?.stems).toEqual(plain?.stems)
})

test('a number at the end of a name does not tell tools apart, parameters do', () => {
  expect(wording(fields('refund_v2', TEXT))?.line).toBe(wording(fields('refund', TEXT))?.line)
  expect(wording(fields('refund', TEXT, ['id']))?.line).not.toBe(wording(fields('refund', TEXT))?.line)
  expect(wording(fields('2', `${TEXT} 2`))?.line).not.toBe(wording(fields('2', TEXT))?.line)
})

test('five distinct stems are the least that can be compared', () => {
  expect(wording(fields('cat', 'dog bird fish'))).toBeUndefined()
  expect(wording(fields('cat', 'dog bird fish cow'))?.stems.size).toBe(5)
})

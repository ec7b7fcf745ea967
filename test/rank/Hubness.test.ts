import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cohort } from '../../src/rank/Cohort.js'
import { Hubness } from '../../src/rank/Hubness.js'
import { referenceTasks } from '../../src/rank/referenceTasks.js'
import { hasDirection } from '../../src/vector/hasDirection.js'

const vector = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
  .map((values) => Float32Array.from(values))

test('hubness is the mean cosine with the tasks, or a share of it', () => {
  const tasks = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
  expect(new Hubness(tasks).of(Float32Array.of(0.6, 0.8))).toBeCloseTo(0.7)
  expect(new Hubness(tasks, 0.5).of(Float32Array.of(0.6, 0.8))).toBeCloseTo(0.35)
  expect(() => new Hubness([])).toThrow(expect.objectContaining({ code: 'option-invalid' }))
})

test('a cohort with hubness scales similarities less the hubness of each vector', () => {
  fc.assert(
    fc.property(fc.array(vector, { minLength: 2, maxLength: 5 }), vector, (members, task) => {
      fc.pre(hasDirection(task))
      const hubness = new Hubness([Float32Array.of(1, 0, 0)])
      const values = members.map(
        (member) => member.reduce((sum, x, i) => sum + x * task[i]!, 0) - hubness.of(member),
      )
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      expect(new Cohort(members, hubness).scale(task).mean).toBeCloseTo(mean, 4)
    }),
  )
})

test('a task without a direction has no scale to be taken from', () => {
  const cohort = new Cohort(
    [Float32Array.of(1, 0), Float32Array.of(0, 1)],
    new Hubness([Float32Array.of(1, 0)]),
  )
  expect(cohort.scale(Float32Array.of(0, 0))).toEqual({ mean: 0, deviation: 0.01 })
})

test('there are 100 reference tasks, no two alike', () => {
  expect(new Set(referenceTasks()).size).toBe(100)
})

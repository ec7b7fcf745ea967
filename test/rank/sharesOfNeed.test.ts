import { expect, test } from 'vitest'
import { sharesOfNeed } from '../../src/rank/sharesOfNeed.js'

test('a task that needs one tool at most keeps its confidences', () => {
  expect(sharesOfNeed([0.6, 0.3, 0.1])).toEqual([0.6, 0.3, 0.1])
  expect(sharesOfNeed([])).toEqual([])
})

test('where the ten best let expect more, each counts for less', () => {
  expect(sharesOfNeed([0.8, 0.8, 0.4])).toEqual([0.4, 0.4, 0.2])
  const many = [...new Array<number>(10).fill(0.2), 0.2, 0.1]
  expect(sharesOfNeed(many).map((share) => Number(share.toFixed(6)))).toEqual([
    ...new Array<number>(11).fill(0.1),
    0.05,
  ])
})

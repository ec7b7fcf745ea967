/**
 * The `nth` largest (from 1) of the first `count` values; 1 <= nth <= count. Reorders them. Hoare's selection with the
 * middle value as pivot: linear time on average.
 */
export function nthLargest(values: Float64Array, count: number, nth: number): number {
  const target = nth - 1
  let from = 0
  let to = count - 1
  while (from < to) {
    const pivot = values[(from + to) >> 1]!
    let left = from
    let right = to
    while (left <= right) {
      while (values[left]! > pivot) left++
      while (values[right]! < pivot) right--
      if (left > right) break
      const swapped = values[left]!
      values[left++] = values[right]!
      values[right--] = swapped
    }
    if (target <= right) to = right
    else if (target >= left) from = left
    else break
  }
  return values[target]!
}

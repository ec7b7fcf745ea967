/** Two tools by position, the lower one first, and the mean of both their gaps. */
export interface PairGap {
  first: number
  second: number
  gap: number
}

/** What the heap suite keeps busy. */
export interface HeapSubject {
  /** One selection, or one call of a tool; `at` counts from 0, even ones are selections. */
  step(at: number): Promise<void>
  close(): Promise<void>
}

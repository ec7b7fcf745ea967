/**
 * Work in small steps: each `yield` is a place where whoever runs it may do something else first, so that a list of
 * twenty thousand tools keeps nobody else waiting. Returns the outcome.
 */
export type Steps<Outcome> = Generator<undefined, Outcome>

/** Runs all steps at once. Throws as they do. */
export function runSteps<Outcome>(steps: Steps<Outcome>): Outcome {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** What runs steps: {@link runSteps}, or something that lets others have their turn between them. */
export type StepRunner = <Outcome>(steps: Steps<Outcome>) => Outcome | Promise<Outcome>

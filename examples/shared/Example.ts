import type { ScriptedModel, Step } from './ScriptedModel.js'

/** One of the two programs of an example: does what the user asks, one wish after another, with the model. */
export type Agent = (servers: Servers, wishes: readonly string[], model: ScriptedModel) => Promise<void>

/** How to start the servers of an example, by key. */
export type Servers = Readonly<Record<string, ServerStart>>

/** How to start one server, as the stdio transports of both SDKs take it. */
export interface ServerStart {
  command: string
  args: string[]
  env: Record<string, string>
  cwd: string
  stderr: 'ignore'
}

/** An agent before and after its client was wrapped, and something for it to do. */
export interface Example {
  /** What the user says, one message after another. */
  wishes: readonly string[]
  /** Keys of the demo servers that it needs. */
  servers: readonly string[]
  /** What the scripted model does, in a folder of its own. */
  steps: (folder: string) => readonly Step[]
  /** What is there in that folder at the end, in one line. */
  outcome: (folder: string) => string
  /** What {@link Example.outcome} says when every wish is fulfilled. */
  done: string
  before: Agent
  after: Agent
}

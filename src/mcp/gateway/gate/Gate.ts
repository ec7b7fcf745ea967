/** What is about to be done with something of a server. */
export type GateAction = 'list' | 'search' | 'describe' | 'call' | 'resource' | 'prompt'

/** Who asks. */
export interface GateContext {
  /** Profile that the client is connected to; `default` for the unnamed one. */
  profile: string
  /** Connection, session or authorization that the request came over. */
  context: string
}

/** What is asked for. */
export interface GateTarget {
  /** Key of the server. */
  server: string
  /** Name of the tool or prompt on its server, or the URI of the resource. */
  name: string
}

/** The answer; `deny` is a sentence for the model that says why. */
export type GateVerdict = 'allow' | { deny: string }

/**
 * The one place for decisions on access. Pure and quick: it is asked for every tool of every list and search. What it
 * denies is absent from lists and searches, and refused elsewhere; it is never sent to a server.
 */
export type Gate = (context: GateContext, action: GateAction, target: GateTarget) => GateVerdict

/** Lets everything pass. */
export const openGate: Gate = () => 'allow'

import type { Visit } from './Visit.js'

/** Answers one method; what it gives goes out as it is. */
export type Answer = (visit: Visit) => Promise<Record<string, unknown>>

/** The methods of a face. One that is not among them is answered with `-32601`. */
export type FaceTable = Readonly<Record<string, Answer>>

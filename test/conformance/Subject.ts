/** A tool as the subject lists it; the name is the one to call it by. */
export interface SubjectTool {
  name: string
  inputSchema: Record<string, unknown>
}

/** What a scenario does with the client under test, whichever that is. */
export interface Subject {
  listTools(): Promise<SubjectTool[]>
  callTool(name: string, args: Record<string, unknown>): Promise<unknown>
  /** Lists resources and prompts and reads one of each. */
  readRest(): Promise<void>
  close(): Promise<void>
}

/** What the suite tells the client under test. */
export interface Assignment {
  url: string
  /** Name in the suite, for example `auth/basic-cimd`. */
  scenario: string
  /** Data of some scenarios: credentials, calls to make. */
  context: Record<string, unknown>
}

/** Starts what is tested: connects it to the one server of a scenario. */
export type OpenSubject = (assignment: Assignment) => Promise<Subject>

/** What the tested clients say that they can do; the scenarios ask for roots, sampling and elicitation. */
export const CAPABILITIES = { roots: {}, sampling: {}, elicitation: { form: { applyDefaults: true } } }

export const CLIENT_INFO = { name: 'toolcrib-conformance', version: '0.0.0' }

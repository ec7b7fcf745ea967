/** JSON-RPC code with which a server of 2026 refuses a call whose headers do not fit the tool, which it did not run. */
export const HEADER_MISMATCH = -32020

/** Whether a server refused a call for its headers. */
export function isHeaderMismatch(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === HEADER_MISMATCH
}

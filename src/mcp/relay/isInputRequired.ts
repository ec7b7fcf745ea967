import type { Raw } from './RelayCall.js'

/** A result of 2026 that asks for input before the request can go on. */
export interface InputRequired extends Raw {
  resultType: 'input_required'
  inputRequests?: Record<string, { method: string; params?: Raw }>
  requestState?: string
}

/** Whether a result asks for input. Its requests may still be odd. */
export function isInputRequired(result: Readonly<Raw>): result is InputRequired {
  return result['resultType'] === 'input_required'
}

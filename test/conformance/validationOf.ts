/**
 * How arguments are checked before they are sent. One scenario has a call with null for a boolean, against the schema of
 * its own tool, to see that no header is made of it.
 */
export function validationOf(scenario: string): 'error' | 'warn' {
  return scenario === 'http-custom-headers' ? 'warn' : 'error'
}

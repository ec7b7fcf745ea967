import type { Raw } from './RelayCall.js'

/**
 * A result of `tools/call` as a client of 2025 takes it: structured content that is no object is wrapped as `{ result }`,
 * and stands as text too where the server gave none (as the servers of the SDK do for such clients).
 */
export function legacyResult(method: string, result: Raw): Raw {
  if (method !== 'tools/call' || !('structuredContent' in result)) return result
  const value = result['structuredContent']
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return result
  const content = Array.isArray(result['content']) ? (result['content'] as unknown[]) : []
  const hasText = content.some((block) => (block as { type?: unknown } | null)?.type === 'text')
  return {
    ...result,
    content: hasText ? content : [...content, { type: 'text', text: JSON.stringify(value) }],
    structuredContent: { result: value },
  }
}

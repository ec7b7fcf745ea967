import type { LoggingLevel } from '@modelcontextprotocol/client'

/** Levels of log messages from the least severe (RFC 5424). */
const LEVELS: readonly LoggingLevel[] = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
]

/** Whether who wants messages from `least` on wants one of `level`. A level that nobody knows is wanted. */
export function isWanted(level: unknown, least: LoggingLevel): boolean {
  const at = LEVELS.indexOf(level as LoggingLevel)
  return at < 0 || at >= LEVELS.indexOf(least)
}

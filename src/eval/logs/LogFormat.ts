import type { Fields } from './fields.js'
import { anthropicFormat } from './formats/anthropic.js'
import { mcpFormat } from './formats/mcp.js'
import { openAiFormat } from './formats/openai.js'
import { sessionFormat } from './formats/session.js'
import { shadowFormat } from './formats/shadow.js'
import type { LogTurn } from './LogTurn.js'

/** Names of formats, as a user chooses them. */
export type LogFormatName = 'openai' | 'anthropic' | 'mcp' | 'shadow'

/** Reads the records of one format, in order. */
export interface LogReader {
  /**
   * The turns that a record shows; one that was shown before may come again, with more calls. `source` is where the record
   * stands, `file:line`.
   */
  read(record: Fields, source: string): LogTurn[]
  /** What was still open when the log ended. */
  end(): LogTurn[]
}

/** One way in which traffic is logged. */
export interface LogFormat {
  name: LogFormatName
  /** Whether a record is of this format. */
  matches(record: Fields): boolean
  createReader(): LogReader
}

/** Most telling first: a record belongs to the first format that knows it. */
export const LOG_FORMATS: readonly LogFormat[] = [
  shadowFormat,
  mcpFormat,
  sessionFormat,
  anthropicFormat,
  openAiFormat,
]

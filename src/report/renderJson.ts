import { canonicalJson } from '../hash.js'
import type { ReportDocument } from './ReportDocument.js'

/** The document as canonical JSON (RFC 8785) with a line end: equal documents are equal bytes. */
export function renderJson(document: ReportDocument): string {
  return `${canonicalJson(document)}\n`
}

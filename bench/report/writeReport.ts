import { mkdirSync, writeFileSync } from 'node:fs'
import { loadPageScript, type ReportDocument, renderHtml, renderJson, renderMarkdown } from 'toolcrib/report'

/** Writes the three forms of a report: report.html, report.json, summary.md. */
export async function writeReport(document: ReportDocument, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/report.html`, renderHtml(document, { script: await loadPageScript() }))
  writeFileSync(`${folder}/report.json`, renderJson(document))
  writeFileSync(`${folder}/summary.md`, renderMarkdown(document))
}

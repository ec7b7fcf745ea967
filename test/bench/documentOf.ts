import { checkReport } from '../../src/report/checkReport.js'
import type { ReportDocument, ReportSection } from '../../src/report/ReportDocument.js'

/** The sections as a report that passes its check, as the page takes it. Throws `report-invalid`. */
export function documentOf(sections: readonly ReportSection[]): ReportDocument {
  return checkReport({
    format: 'toolcrib-report/1',
    title: 'Test',
    summary: '',
    made: { command: 'npm test', version: '0' },
    sections: [...sections],
  })
}

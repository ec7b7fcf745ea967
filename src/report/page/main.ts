import type { ReportDocument } from '../ReportDocument.js'
import { addThemeToggle } from './addThemeToggle.js'
import { enhancePlot } from './enhancePlot.js'
import { enhanceTable } from './enhanceTable.js'
import { openForPrint } from './openForPrint.js'

// The program of the page. All texts and numbers stand in the page already; this draws, sorts and filters.
const report = JSON.parse(document.getElementById('_document')!.textContent!) as ReportDocument
addThemeToggle()
openForPrint()
for (const figure of document.querySelectorAll<HTMLElement>('[data-plot]')) enhancePlot(figure, report)
for (const figure of document.querySelectorAll<HTMLElement>('[data-table]')) enhanceTable(figure, report)

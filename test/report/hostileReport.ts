import type { ReportDocument } from '../../src/report/ReportDocument.js'

/** Names of members whose texts are words of the format, not of anyone. */
const FIXED = new Set(['format', 'id', 'unit', 'kind', 'tone', 'scale'])

/** The same report with each free text replaced; `textAt` gets the text and its running number. */
export function withTexts(
  report: ReportDocument,
  textAt: (text: string, index: number) => string,
): ReportDocument {
  let index = 0
  const replaced = (value: unknown, name = ''): unknown => {
    if (typeof value === 'string') return FIXED.has(name) ? value : textAt(value, index++)
    if (Array.isArray(value)) return value.map((one) => replaced(one, name))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, key)]))
  }
  return replaced(report) as ReportDocument
}

/** What a foreign server might call its tool to get out of its place. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<script>window.hacked = 1</script>',
  '"><img src=x onerror="window.hacked = 1">',
  "' onmouseover='window.hacked = 1",
  '</script><script>window.hacked = 1</script>',
  '<!--<script>',
  '</title></style></textarea><svg onload=window.hacked=1>',
  '$\u007Bwindow.hacked = 1}{{window.hacked = 1}}',
  '&lt;b&gt; &amp; &#60;i&#62;',
  'evil\u202Egnp.exe \u2066isolated\u2069',
  '\u0000\u001B[31m\u2028\uD800 null',
  '![image](https://example.com/p.png) [link](javascript:window.hacked=1) <https://example.com>',
  '| --- | ``` `code` | \\| ~~gone~~',
  '# heading\n\n- item\n1. one',
  'url(https://example.com/x) var(--page) red',
  '__proto__',
  'constructor',
]

import { plainText } from '../plainText.js'

/** Markup of our own making: the only thing that goes into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: texts and numbers are escaped, markup is taken as it is, `undefined` is left out. */
export type HtmlPart = string | number | Html | readonly Html[] | undefined

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text between tags or inside a quoted attribute: on one line, nothing hidden, nothing that is markup. */
export function escapeHtml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}

/** Markup with every text escaped: html`<p class="${name}">${text}</p>`. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(strings.map((string, at) => string + (at < parts.length ? markup(parts[at]) : '')).join(''))
}

function markup(part: HtmlPart): string {
  if (part === undefined) return ''
  if (part instanceof Html) return part.text
  return typeof part === 'object' ? part.map(({ text }) => text).join('') : escapeHtml(String(part))
}

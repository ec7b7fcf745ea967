import { createHash } from 'node:crypto'
import { refuseUnknownOptions } from '../errors.js'
import { canonicalJson } from '../hash.js'
import { HIDDEN } from '../text/showHidden.js'
import { headerHtml, madeHtml, navHtml, verdictHtml } from './html/frameHtml.js'
import { Html, html } from './html/Html.js'
import { PAGE_STYLE } from './html/PAGE_STYLE.js'
import { sectionHtml } from './html/sectionHtml.js'
import type { ReportDocument } from './ReportDocument.js'

/** Options of `renderHtml`. */
export interface HtmlOptions {
  /** The program of the page, as `loadPageScript` reads it. Default: none; the page then has no plots and does not sort. */
  script?: string
}

/**
 * The document as one HTML page that needs no other file and asks for none: its policy forbids every request, and lets
 * only this style and this program in, by their hash. Without its program, all texts and numbers are there.
 */
export function renderHtml(document: ReportDocument, options: HtmlOptions = {}): string {
  refuseUnknownOptions('renderHtml', options, ['script'])
  const { title, verdict, sections, made } = document
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(options.script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(PAGE_STYLE)}</style>
</head>
<body>
<a class="skip" href="#_content">Skip to the report</a>
${headerHtml(document)}${navHtml(sections)}<main id="_content" tabindex="-1">
${verdict === undefined ? undefined : verdictHtml(verdict)}${sections.map(sectionHtml)}${madeHtml(made)}</main>
${options.script === undefined ? undefined : programHtml(document, options.script)}</body>
</html>
`.text
}

/** The document as data, in which nothing can end the element, and the program. */
function programHtml(document: ReportDocument, script: string): Html {
  const data = canonicalJson(document).replace(/</g, '\\u003c').replace(HIDDEN, unicodeEscapes)
  return new Html(
    `<script type="application/json" id="_document">${data}</script>\n<script>${embedded(script)}</script>\n`,
  )
}

/** A bundle may hold the end tag in a string; there the backslash changes nothing. */
function embedded(script: string): string {
  return script.replace(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--')
}

function policy(script: string | undefined): string {
  const scripts = script === undefined ? "'none'" : hashOf(embedded(script))
  return `default-src 'none'; style-src ${hashOf(PAGE_STYLE)}; script-src ${scripts}; base-uri 'none'; form-action 'none'`
}

/** A source of a Content Security Policy: the SHA-256 of an element's content. */
function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}'`
}

function unicodeEscapes(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

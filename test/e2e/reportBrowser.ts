import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { loadPageScript } from '../../src/report/drivers/loadPageScript.js'
import type { ReportDocument } from '../../src/report/ReportDocument.js'
import { renderHtml } from '../../src/report/renderHtml.js'
import { ensureServers } from '../tools/ensureServers.js'

/** How a page is opened. */
export interface OpenOptions {
  /** CSS pixels. Default: 1280. */
  width?: number
  /** Default: light. */
  scheme?: 'light' | 'dark'
  /** Whether the page's program runs. Default: true. */
  scripted?: boolean
}

/** A page of a report, and all that should not have happened on it. */
export interface OpenedReport {
  page: Page
  /** Messages of the console, errors, dialogs, and requests for anything but the page. */
  faults: string[]
}

/** The browser of the tests; it gets a folder with fonts, since the width of letters counts. */
export async function startBrowser(): Promise<Browser> {
  const { browser } = await ensureServers()
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-fonts-'))
  const fonts = join(dirname(browser.path), 'fonts/fonts')
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  )
  return chromium.launch({
    executablePath: browser.path,
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, ...browser.env, FONTCONFIG_PATH: folder } as Record<string, string>,
  })
}

/** Writes the page of a report into a file and opens it from there, without a network. */
export async function openReport(
  browser: Browser,
  report: ReportDocument,
  { width = 1280, scheme = 'light', scripted = true }: OpenOptions = {},
): Promise<OpenedReport> {
  const folder = mkdtempSync(join(tmpdir(), 'toolcrib-report-'))
  const file = join(folder, 'report.html')
  writeFileSync(file, renderHtml(report, { script: await loadPageScript() }))
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: scripted,
    offline: true,
  })
  const page = await context.newPage()
  const faults: string[] = []
  const url = pathToFileURL(file).href
  await context.route('**', (route) => {
    if (route.request().url() === url) return route.continue()
    faults.push(`request: ${route.request().url()}`)
    return route.abort()
  })
  page.on('console', (message) => faults.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    return dialog.dismiss()
  })
  await page.goto(url)
  return { page, faults }
}

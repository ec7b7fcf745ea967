import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HOSTILE_TEXTS, withTexts } from '../report/hostileReport.js'
import { SAMPLE_REPORT } from '../report/sampleReport.js'
import { openReport, startBrowser } from './reportBrowser.js'

const supported = process.platform === 'linux' && process.arch === 'x64'

const contenders = (page: Page): Locator => page.locator('section#ranking > figure.table')
const firstCells = async (table: Locator) =>
  (await table.locator('tbody tr:visible th').allTextContents()).map((text) => text.trim())
/** What the page itself measures; code of the browser, so as a text. */
const measure = <T>(page: Page, code: string) => page.evaluate(code) as Promise<T>

describe.skipIf(!supported)(
  `the page of a report in a browser${supported ? '' : ' (skipped: the browser is for Linux on x64)'}`,
  () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await startBrowser()
    })
    afterAll(() => browser?.close())

    test.each(['light', 'dark'] as const)(
      'opens from a file in %s with marks in every plot and no fault',
      async (scheme) => {
        const { page, faults } = await openReport(browser, SAMPLE_REPORT, { scheme })
        const plots = page.locator('figure.plot')
        expect(await plots.count()).toBe(4)
        for (const plot of await plots.all()) {
          const title = await plot.locator('h3').textContent()
          expect(await plot.locator('.stage svg').getAttribute('aria-label')).toContain(title)
          expect(await plot.locator('.stage svg').getAttribute('role')).toBe('img')
          expect(
            await plot.locator('.stage svg [aria-label=bar] rect, .stage svg [aria-label=line] path').count(),
          ).toBeGreaterThan(0)
          expect(await plot.locator('details').getAttribute('open')).toBeNull()
        }
        const [bars, lines] = await plots.all()
        expect(await bars!.locator('[aria-label=bar] rect').count()).toBe(5)
        // Drawn signs, two groups of bars: a font may lack the characters.
        expect(await bars!.locator('.legend li svg').count()).toBe(2)
        expect(
          await lines!.locator('.stage [aria-label=dot] path, .stage [aria-label=dot] circle').count(),
        ).toBe(4 * 7)
        const dashes = await measure<string[]>(
          page,
          `[...document.querySelectorAll('#ranking .stage [aria-label=line] path')].map((line) => getComputedStyle(line).strokeDasharray)`,
        )
        expect(new Set(dashes).size).toBe(4)
        expect(faults).toEqual([])
      },
    )

    test('shows its colours as the system does, and as the button says', async () => {
      const { page, faults } = await openReport(browser, SAMPLE_REPORT, { scheme: 'dark' })
      const ground = () => measure<string>(page, 'getComputedStyle(document.body).backgroundColor')
      const stroke = () =>
        measure<string>(
          page,
          `getComputedStyle(document.querySelector('#ranking .stage [aria-label=line] path')).stroke`,
        )
      expect([await ground(), await stroke()]).toEqual(['rgb(17, 20, 24)', 'rgb(109, 170, 248)'])
      await page.getByRole('button', { name: 'Show in light colours' }).press('Enter')
      expect([await ground(), await stroke()]).toEqual(['rgb(246, 245, 242)', 'rgb(26, 137, 197)'])
      await page.getByRole('button', { name: 'Show in dark colours' }).click()
      expect(await ground()).toBe('rgb(17, 20, 24)')
      expect(faults).toEqual([])
    })

    test('sorts by a column: by click, by keyboard, and back', async () => {
      const { page, faults } = await openReport(browser, SAMPLE_REPORT)
      const table = contenders(page)
      const before = await firstCells(table)
      const p50 = table.getByRole('button', { name: 'p50 (ms)' })
      const head = table.getByRole('columnheader', { name: 'p50 (ms)' })
      await p50.click()
      expect(await firstCells(table)).toEqual([
        'MiniLM',
        'toolcrib, hnsw',
        'minisearch',
        'toolcrib',
        'BM25',
        'all tools',
      ])
      expect(await head.getAttribute('aria-sort')).toBe('descending')
      await p50.focus()
      await page.keyboard.press('Enter')
      expect(await firstCells(table)).toEqual([
        'BM25',
        'toolcrib',
        'minisearch',
        'toolcrib, hnsw',
        'MiniLM',
        'all tools',
      ])
      expect(await head.getAttribute('aria-sort')).toBe('ascending')
      expect(await table.getByRole('status').textContent()).toBe('Sorted by p50 (ms), ascending')
      await page.keyboard.press('Space')
      expect(await firstCells(table)).toEqual(before)
      expect(await table.locator('th[aria-sort]').count()).toBe(0)
      await table.getByRole('button', { name: 'Tool@1 (%)' }).click()
      expect((await firstCells(table)).at(-1)).toBe('all tools')
      expect(faults).toEqual([])
    })

    test('filters rows by the words typed, and says how many are left', async () => {
      const { page, faults } = await openReport(browser, SAMPLE_REPORT)
      const table = contenders(page)
      await table.getByRole('searchbox', { name: 'Filter Contenders on our tasks' }).focus()
      await page.keyboard.type('TOOLcrib hnsw')
      expect(await firstCells(table)).toEqual(['toolcrib, hnsw'])
      expect(await table.locator('.count').textContent()).toBe('1 of 6 rows')
      expect(await table.getByRole('status').textContent()).toBe('1 of 6 rows')
      await page.keyboard.press('Escape')
      expect(await firstCells(table)).toHaveLength(6)
      expect(faults).toEqual([])
    })

    test('tells a value under the pointer', async () => {
      const { page, faults } = await openReport(browser, SAMPLE_REPORT)
      const plot = page.locator('figure.plot').nth(1)
      await plot
        .locator('.stage [aria-label=dot] path, .stage [aria-label=dot] circle')
        .first()
        .hover({ force: true })
      await plot.locator('[aria-label=tip] text').waitFor()
      expect(await plot.locator('[aria-label=tip]').textContent()).toMatch(
        /Share of the needed tools: \d+\.\d/,
      )
      expect(faults).toEqual([])
    })

    test('fits a phone: the page does not scroll sideways, wide tables do in their box, plots are redrawn', async () => {
      const { page, faults } = await openReport(browser, SAMPLE_REPORT, { width: 360 })
      for (const details of await page.locator('summary').all()) await details.click()
      expect(await measure(page, 'document.documentElement.scrollWidth')).toBe(360)
      const box = contenders(page).getByRole('region')
      const scrolls = `(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector('#ranking > figure.table .scroll'))`
      expect(await measure(page, scrolls)).toBe(true)
      await box.focus()
      const widths = () =>
        measure<number[]>(
          page,
          `[...document.querySelectorAll('.stage svg')].map((svg) => Number(svg.getAttribute('width')))`,
        )
      for (const width of await widths()) expect(width).toBeLessThan(360)
      await page.setViewportSize({ width: 900, height: 800 })
      await expect.poll(async () => Math.min(...(await widths()))).toBeGreaterThan(700)
      expect(faults).toEqual([])
    })

    test('prints all its numbers on white, without what only a screen can use', async () => {
      const { page, faults } = await openReport(browser, SAMPLE_REPORT, { scheme: 'dark' })
      await page.emulateMedia({ media: 'print' })
      expect(await measure(page, 'getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      )
      for (const hidden of ['nav', '.theme', '.filter'])
        expect(await page.locator(hidden).first().isVisible()).toBe(false)
      const heights = await measure<number[]>(
        page,
        `[...document.querySelectorAll('details table')].map((table) => table.getBoundingClientRect().height)`,
      )
      expect(heights).toHaveLength(4)
      for (const height of heights) expect(height).toBeGreaterThan(40)
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000)
      await page.emulateMedia({ media: 'screen' })
      expect(await page.locator('details[open]').count()).toBe(0)
      expect(faults).toEqual([])
    })

    test('has all texts and tables without its program', async () => {
      const { page, faults } = await openReport(browser, SAMPLE_REPORT, { scripted: false })
      expect(await page.locator('details table').first().isVisible()).toBe(true)
      expect(await page.locator('figure.plot .summary').first().isVisible()).toBe(true)
      expect(await page.locator('button').count()).toBe(0)
      expect(faults).toEqual([])
    })

    test.each([0, 5, 11])('shows hostile texts, from number %i on, and obeys none of them', async (first) => {
      const textAt = (_: string, at: number) => `${HOSTILE_TEXTS[(first + at) % HOSTILE_TEXTS.length]}${at}`
      const { page, faults } = await openReport(browser, withTexts(SAMPLE_REPORT, textAt))
      for (const summary of await page.locator('summary').all()) await summary.click()
      await page
        .locator('figure.plot .stage svg')
        .first()
        .hover({ position: { x: 200, y: 100 } })
      await page.locator('thead button').first().click()
      expect(await measure(page, 'window.hacked')).toBeUndefined()
      expect(await page.locator('img, iframe, object, embed, link, base, form, main script').count()).toBe(0)
      expect(await page.locator('figure.plot .stage svg').count()).toBe(4)
      expect(faults).toEqual([])
    })
  },
)

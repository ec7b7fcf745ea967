import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figuresOf } from '../../bench/baseline/Baseline.js'
import { readBaselines } from '../../bench/baseline/baselineFiles.js'
import { DEFAULT_SUITES } from '../../bench/parseArguments.js'
import { benchDocument } from '../../bench/report/benchDocument.js'
import { openReport, startBrowser } from './reportBrowser.js'

const supported = process.platform === 'linux' && process.arch === 'x64'

describe.skipIf(!supported)(
  `the report of npm run bench in a browser${supported ? '' : ' (skipped: the browser is for Linux on x64)'}`,
  () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await startBrowser()
    })
    afterAll(() => browser?.close())

    test.each([1280, 390])(
      'opens at %i pixels, every plot has marks, and nothing is asked for',
      async (width) => {
        const baselines = readBaselines()
        const suites = DEFAULT_SUITES.flatMap((suite) => {
          const baseline = baselines.get(suite)
          return baseline === undefined
            ? []
            : [{ suite, figures: figuresOf(baseline), sections: baseline.sections }]
        })
        const document = benchDocument(suites, {
          command: 'npm run bench',
          version: '1',
          machine: 'm',
          inputs: {},
        })
        const { page, faults } = await openReport(browser, document, { width })
        for (const id of ['losses', 'ranking', 'routing', 'recall-tokens', 'calibration', 'economics'])
          expect(await page.locator(`section#${id}`).count(), id).toBe(1)
        const plots = page.locator('figure.plot')
        const expected = document.sections.flatMap(({ plots: own = [] }) => own)
        expect(await plots.count()).toBe(expected.length)
        for (const plot of await plots.all())
          expect(
            await plot.locator('.stage svg [aria-label=bar] rect, .stage svg [aria-label=line] path').count(),
            (await plot.locator('h3').textContent()) ?? '',
          ).toBeGreaterThan(0)
        expect(faults).toEqual([])
      },
    )
  },
)

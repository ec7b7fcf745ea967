import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderHtml } from '../../src/report/renderHtml.js'
import { HIDDEN } from '../../src/text/showHidden.js'
import { HOSTILE_TEXTS, withTexts } from './hostileReport.js'
import { SAMPLE_REPORT } from './sampleReport.js'

const SCRIPT = 'const end = "</script><!--"; document.title = end'

/** Tags and names of attributes in order, all texts and values left out. */
function skeletonOf(page: string): string[] {
  const visible = page.replace(/(<script type="application\/json" id="_document">)[^<]*/, '$1')
  return (visible.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'))
}

function elementOf(page: string, name: string): string {
  return new RegExp(`<${name}[^>]*>([\\s\\S]*?)</${name.split(' ')[0]}>`).exec(page)![1]!
}

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

describe('the page', () => {
  const page = renderHtml(SAMPLE_REPORT, { script: SCRIPT })
  const plain = renderHtml(SAMPLE_REPORT)

  it('forbids every request, and lets in its style and its program by their hashes', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!.replaceAll('&#39;', "'")
    const program = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `style-src '${hashOf(elementOf(page, 'style'))}'`,
      `script-src '${hashOf(program)}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ])
    expect(plain).toContain('script-src &#39;none&#39;')
    expect(page).not.toMatch(/\b(src|href)="(?!#)/)
    expect(page).not.toMatch(/ style=/)
  })

  it('keeps its program whole, whatever that holds', () => {
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    expect(page).not.toContain('<!--')
    const program = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!
    const ran = new Function('document', `${program}; return document.title`)
    expect(ran({})).toBe('</script><!--')
  })

  it('has the verdict before the first section, and a link to every section', () => {
    const ids = [...page.matchAll(/<section id="([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toEqual(['ranking', 'confidence', 'money', '_made'])
    expect([...page.matchAll(/<li><a href="#([^"]*)"/g)].map(([, id]) => id)).toEqual(ids)
    expect(page.indexOf('Use selection: it keeps')).toBeLessThan(page.indexOf('id="ranking"'))
  })

  it('has a table beside every plot, without its program too', () => {
    expect(plain.match(/data-plot=/g)).toHaveLength(4)
    expect(plain.match(/<details open>\s*<summary>[^<]*<\/summary>\s*<figure class="table"/g)).toHaveLength(4)
    expect(plain).toContain('75.4 <span class="interval">[66, 84]</span>')
    expect(plain).toContain('<th scope="row">minisearch</th>')
  })

  it('says of an unknown value that it is not known', () => {
    expect(plain).toContain('<span class="spoken">not known</span>')
  })

  it('refuses an option that it does not know', () => {
    expect(() => renderHtml(SAMPLE_REPORT, { scripts: '' } as object)).toThrowError(/"scripts".*script/)
  })
})

describe('texts of a report', () => {
  const skeleton = skeletonOf(
    renderHtml(
      withTexts(SAMPLE_REPORT, () => 'x'),
      { script: SCRIPT },
    ),
  )
  const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary' }), fc.string())

  it('never leave their element, and hide nothing', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), (texts) => {
        const report = withTexts(SAMPLE_REPORT, (_, at) => texts[at % texts.length]!)
        const page = renderHtml(report, { script: SCRIPT })
        expect(skeletonOf(page)).toEqual(skeleton)
        expect(page.replaceAll('\n', '').match(HIDDEN)).toBeNull()
        expect(JSON.parse(/id="_document">([^<]*)</.exec(page)![1]!)).toEqual(report)
      }),
      { numRuns: 60 },
    )
  })

  it.each(HOSTILE_TEXTS)('show %j as it is', (hostile) => {
    const title = elementOf(renderHtml(withTexts(SAMPLE_REPORT, () => hostile)), 'title')
    const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }
    const shown = title.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => entities[name]!)
    expect(shown).toBe(
      hostile
        .replace(/\s+/g, ' ')
        .trim()
        .replace(HIDDEN, (one) => `\\u{${one.codePointAt(0)!.toString(16).toUpperCase()}}`),
    )
  })
})

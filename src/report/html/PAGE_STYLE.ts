/**
 * The style of the page. Colours are variables with a value for light and one for dark; the theme button sets
 * `color-scheme` on the root, and print is always light. Text has a contrast of 4.5 or more on each surface
 * (test/report/palette.test.ts), series of 3 or more.
 */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f5f2, #111418);
  --surface: light-dark(#ffffff, #191d23);
  --text: light-dark(#1c2126, #e8e9ea);
  --muted: light-dark(#5a636c, #a3abb4);
  --line: light-dark(#dedcd6, #313842);
  --grid: light-dark(#ebe9e4, #262c34);
  --faint: light-dark(#868d94, #79828c);
  --accent: light-dark(#0b5cad, #7db8ff);
  --good: light-dark(#17693b, #6fd39a);
  --caution: light-dark(#934a00, #ffb45e);
  --series-1: light-dark(#1a89c5, #6daaf8);
  --series-2: light-dark(#e36927, #f38906);
  --series-3: light-dark(#721026, #d3f163);
  --series-4: light-dark(#3b51bc, #8254c4);
  --series-5: light-dark(#7a4a76, #60fcfc);
  --series-6: light-dark(#97400d, #c13e2e);
  --series-7: light-dark(#5d0878, #309494);
  --series-8: light-dark(#8c7c7c, #bfbaac);
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Open Sans", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 0 1rem 4rem; max-width: 76rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.55 var(--sans); overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--accent); text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
button, input { font: inherit; color: inherit; }
.spoken, .skip:not(:focus) {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; z-index: 2; top: 0.5rem; left: 0.5rem; padding: 0.5rem 1rem; background: var(--surface); border: 1px solid var(--line); }

header { position: relative; padding: 2.5rem 0 1.5rem; }
.brand { color: var(--muted); font-size: 0.8125rem; letter-spacing: 0.04em; }
h1 { margin: 0.35rem 0 0.6rem; font-size: clamp(1.6rem, 1.1rem + 2.4vw, 2.5rem); line-height: 1.15; letter-spacing: -0.02em; text-wrap: balance; }
.lead { max-width: 46rem; font-size: 1.0625rem; color: var(--muted); }
.facts { margin-top: 0.75rem; font-size: 0.8125rem; color: var(--muted); }
.facts span + span::before { content: "·"; margin: 0 0.4em; }
.theme { position: absolute; top: 2rem; right: 0; padding: 0.3rem 0.75rem; font-size: 0.8125rem; cursor: pointer; background: var(--surface); border: 1px solid var(--line); border-radius: 99px; }
.theme:hover { border-color: var(--faint); }

nav { margin-bottom: 1.5rem; font-size: 0.875rem; }
nav ol { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; }
nav a { display: inline-block; padding: 0.25rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }

section { padding: 1.75rem 0 0; margin-bottom: 1.5rem; border-top: 1px solid var(--line); }
section > p:not(.command, .tone) { max-width: 46rem; margin-bottom: 0.9rem; }
h2 { margin-bottom: 0.75rem; font-size: 1.375rem; line-height: 1.25; letter-spacing: -0.01em; }
.verdict { margin-bottom: 2.25rem; padding: 1.5rem; background: var(--surface); border: 1px solid var(--line); border-left: 5px solid var(--tone); border-radius: 8px; --tone: var(--faint); }
.verdict.good { --tone: var(--good); }
.verdict.caution { --tone: var(--caution); }
.verdict h2 { margin: 0.35rem 0 0.75rem; font-size: clamp(1.2rem, 1rem + 1vw, 1.6rem); text-wrap: balance; }
.verdict ul { display: grid; gap: 0.35rem; }
.verdict li { padding-left: 1.1rem; position: relative; max-width: 52rem; }
.verdict li::before { content: "–"; position: absolute; left: 0; color: var(--muted); }
.tone { font-size: 0.8125rem; font-weight: 600; }
.verdict.good .tone { color: var(--good); }
.verdict.caution .tone { color: var(--caution); }
.tone .sign { display: inline-grid; place-items: center; width: 1.35em; height: 1.35em; margin-right: 0.25em; border: 1.5px solid currentColor; border-radius: 50%; line-height: 1; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1px; margin: 1rem 0 1.75rem; overflow: hidden; background: var(--line); border: 1px solid var(--line); border-radius: 8px; }
.figures > div { padding: 0.9rem 1.1rem 1rem; background: var(--surface); }
.figures dt { font-size: 0.8125rem; color: var(--muted); }
.figures .value { font-size: 1.75rem; font-weight: 650; line-height: 1.25; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.figures .unit { font-size: 1rem; font-weight: 600; letter-spacing: 0; color: var(--muted); }
.figures .note { display: block; font-size: 0.8125rem; color: var(--muted); }

figure.plot, section > figure.table { margin: 1.25rem 0 1.75rem; padding: 1.1rem 1.25rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
h3 { font-size: 1rem; font-weight: 650; line-height: 1.35; }
figure .summary { margin: 0.15rem 0 0.9rem; max-width: 46rem; font-size: 0.9375rem; color: var(--muted); }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.25rem; margin-bottom: 0.6rem; font-size: 0.8125rem; }
.legend svg { margin-right: 0.45rem; vertical-align: -0.15em; }
.axis, .hint { font-size: 0.75rem; color: var(--muted); }
.axis.x { text-align: right; }
.hint { margin-top: 0.4rem; }
.stage { min-width: 0; }
.stage svg { display: block; width: 100%; height: auto; overflow: visible; color: var(--muted); font: 12px/1.2 var(--sans); font-variant-numeric: tabular-nums; }
.stage svg .value, .stage svg .label, .stage svg .end { fill: var(--text); }
.stage svg .end { font-weight: 600; }
.stage svg .tip { color: var(--text); fill: var(--text); }
details { margin-top: 0.75rem; font-size: 0.9375rem; }
summary { width: fit-content; cursor: pointer; font-size: 0.8125rem; color: var(--accent); }

.scroll { position: relative; max-height: 36rem; margin-top: 0.6rem; overflow: auto; }
table { min-width: min(100%, 30rem); border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.45rem 0.75rem; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--grid); }
th:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0.25rem; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { font-weight: 600; min-width: 6.5rem; max-width: 26rem; overflow-wrap: anywhere; }
td:not(.number) { min-width: 7rem; max-width: 34rem; overflow-wrap: anywhere; }
th.number, td.number { text-align: right; }
td.number { white-space: nowrap; }
tbody tr:hover > * { background: color-mix(in srgb, var(--accent) 6%, transparent); }
thead th { position: sticky; top: 0; z-index: 1; font-size: 0.8125rem; font-weight: 600; color: var(--muted); background: var(--surface); border-bottom: 1px solid var(--faint); vertical-align: bottom; }
thead button { position: relative; padding: 0 1em 0 0; text-align: inherit; font-weight: inherit; background: none; border: 0; cursor: pointer; }
thead button:hover, th[aria-sort] button { color: var(--text); }
.arrow { position: absolute; right: 0; bottom: 0; color: var(--faint); }
.arrow::before { content: "↕"; font-size: 0.85em; opacity: 0.75; }
th[aria-sort] .arrow { color: var(--text); }
th[aria-sort="ascending"] .arrow::before { content: "↑"; opacity: 1; }
th[aria-sort="descending"] .arrow::before { content: "↓"; opacity: 1; }
.interval { color: var(--muted); font-size: 0.92em; white-space: nowrap; }
.figures .interval { font-size: 0.875rem; }
.filter { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 0.75rem; margin-top: 0.6rem; }
.filter input { flex: 0 1 18rem; min-width: 0; padding: 0.3rem 0.6rem; font-size: 0.875rem; background: var(--page); border: 1px solid var(--faint); border-radius: 6px; }
.filter input::placeholder { color: var(--muted); opacity: 1; }
.count { font-size: 0.8125rem; color: var(--muted); }

.notes { margin: 0.75rem 0; font-size: 0.9375rem; color: var(--muted); max-width: 46rem; }
.notes li { padding-left: 1.1rem; position: relative; }
.notes li::before { content: "–"; position: absolute; left: 0; }
.command { margin: 0.75rem 0; font-size: 0.8125rem; color: var(--muted); }
code { padding: 0.15rem 0.4rem; font: 0.95em var(--mono); color: var(--text); background: color-mix(in srgb, var(--text) 7%, transparent); border-radius: 4px; }
.command code { margin-left: 0.35rem; }
.made { display: grid; gap: 0.25rem; font-size: 0.875rem; }
.made div { display: grid; grid-template-columns: minmax(6rem, 10rem) 1fr; gap: 0.75rem; }
.made dt { color: var(--muted); }

@media (max-width: 40rem) {
  header { padding-top: 1.25rem; }
  .theme { top: 1rem; }
  .verdict, figure.plot, section > figure.table { padding: 1rem 0.9rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  .figures > div { padding: 0.7rem 0.8rem; }
  .figures .value { font-size: 1.35rem; }
  .figures > div:last-child:nth-child(odd) { grid-column: 1 / -1; }
}
@media (min-width: 72rem) {
  body { display: grid; grid-template-columns: 13rem minmax(0, 1fr); column-gap: 3rem; }
  header { grid-column: 1 / -1; }
  nav { position: sticky; top: 1.5rem; align-self: start; }
  nav ol { display: grid; gap: 0.1rem; border-left: 1px solid var(--line); }
  nav a { padding: 0.25rem 0 0.25rem 0.9rem; line-height: 1.35; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  :root, :root[data-theme] { color-scheme: light; --page: #ffffff; }
  @page { margin: 15mm; }
  body { display: block; max-width: none; padding: 0; font-size: 10pt; }
  nav, .theme, .filter, .skip, summary, .arrow { display: none; }
  .scroll { max-height: none; overflow: visible; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  section { break-inside: auto; }
  h2, figcaption, .summary { break-after: avoid; }
  .canvas, .verdict, .figures > div, tr, .legend { break-inside: avoid; }
  figure.plot, section > figure.table { padding: 0; border: 0; }
  table { font-size: 8.5pt; }
  th, td { padding: 0.2rem 0.4rem; }
  thead th { position: static; font-size: inherit; }
  thead button { padding: 0; }
  tbody th, td:not(.number) { min-width: 0; }
  td.number, .interval { white-space: normal; }
  .stage svg { max-height: 9.5cm; }
}
`

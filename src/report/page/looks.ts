import type { SymbolType } from '@observablehq/plot'

/** How one curve or group of bars is told from the others: by colour, and without it. */
export interface Look {
  /** A variable of the style, which has a value for light and one for dark. */
  color: string
  /** As SVG takes it. */
  dash: string
  symbol: SymbolType
  /** The same symbol as a character. */
  glyph: string
}

/** In the order of use. Colours were chosen for the largest least distance under three kinds of colour blindness. */
const LOOKS: readonly Omit<Look, 'color'>[] = [
  { dash: 'none', symbol: 'circle', glyph: '●' },
  { dash: '7 4', symbol: 'square', glyph: '■' },
  { dash: '2 4', symbol: 'triangle', glyph: '▲' },
  { dash: '10 4 2 4', symbol: 'diamond', glyph: '◆' },
  { dash: '14 5', symbol: 'star', glyph: '★' },
  { dash: '5 3 1 3 1 3', symbol: 'cross', glyph: '✚' },
  { dash: '1 3', symbol: 'wye', glyph: '▼' },
  { dash: '12 3 4 3', symbol: 'hexagon', glyph: '⬢' },
]

/** The look of the curve or group at `index`. From the ninth on colours come again, with another dash and symbol. */
export function lookOf(index: number): Look {
  const round = Math.floor(index / LOOKS.length)
  const shape = LOOKS[(index + 3 * round) % LOOKS.length]!
  return { ...shape, color: `var(--series-${(index % LOOKS.length) + 1})` }
}

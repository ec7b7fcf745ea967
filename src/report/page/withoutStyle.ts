/**
 * A plot without the style element that the library puts into it: the page's policy would refuse it, and the page has its
 * rules. A plot with neither title nor legend is one SVG element.
 */
export function withoutStyle(drawn: SVGSVGElement | HTMLElement): SVGSVGElement {
  for (const style of drawn.querySelectorAll('style')) style.remove()
  return drawn as SVGSVGElement
}

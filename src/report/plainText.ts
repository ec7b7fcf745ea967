import { showHidden } from '../text/showHidden.js'

/**
 * A text of a document as one line that shows all that it holds: white space becomes single spaces, hidden and
 * bidirectional characters are written out. Texts come from foreign servers, and none may change what stands around it.
 */
export function plainText(text: string): string {
  return showHidden(text.replace(/\s+/g, ' ').trim())
}

import type { Attack } from './Attack.js'
import { adaptive, informed } from './adaptive.js'
import { nearCopies } from './nearCopies.js'
import { phrases } from './phrases.js'
import { stuffed } from './stuffed.js'

/** The attacks that rankings are measured under, in the order of the table. */
export const attacks: readonly Attack[] = [phrases, stuffed, nearCopies, adaptive, informed]

/** Most bars drawn of a plot: more are read as a table. */
export const MAX_BARS = 40

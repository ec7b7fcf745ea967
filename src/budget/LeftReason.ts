/**
 * Why a well-ranked tool was not handed out: it does not fit the rest of a limit, its server has its share, there is no room
 * for a tool that it needs, it is too unlikely to be right (every tool is where nothing fits), or it repeats another tool.
 */
export type LeftReason =
  | 'max-tokens'
  | 'max-tools'
  | 'max-share'
  | 'prerequisite'
  | 'low-confidence'
  | 'near-copy'

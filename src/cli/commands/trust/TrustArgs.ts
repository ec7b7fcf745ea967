/** Arguments of every `toolcrib trust` command. */
export interface TrustArgs {
  /** File that keeps the state. Default: `trustFileOf()`. */
  trustFile?: string
  json?: boolean
}

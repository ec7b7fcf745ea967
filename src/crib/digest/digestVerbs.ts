import { stem } from '../../text/stem.js'

/** What tools do, as their names say it. A word counts as a verb where it comes first among these in a name. */
const VERBS = (
  'accept activate add analyze append apply approve archive assign attach authenticate backup book browse build buy ' +
  'calculate call cancel capture change check clean clear click clone close compare compile compose compute configure ' +
  'connect convert copy count crawl create deactivate debug delete deploy describe detect diff disable discover download ' +
  'draw drop edit enable encode end evaluate exec execute explain export extract fetch fill filter find fix fork format ' +
  'forward generate get give grant import index init insert inspect install invite invoke join kill launch link list load ' +
  'lock log login lookup manage mark merge migrate modify monitor move navigate open parse patch pause perform pin ping ' +
  'plan play poll post predict press preview print process provision publish pull purchase push put query rank read reboot ' +
  'rebuild recommend record recover redeploy refresh refund register reindex reject release reload remove rename render ' +
  'replace reply report request rerun reset resize resolve restart restore resume retrieve retry revert review revoke ' +
  'rollback rotate run save scale scan schedule scrape screenshot search select send set setup share show sign simulate ' +
  'sort start stop store submit subscribe suggest summarize switch sync tag take test trace track transcribe transfer ' +
  'transform translate trigger type unassign undo unlock unpublish update upgrade upload upsert validate verify view wait ' +
  'watch write'
).split(' ')

const BY_STEM: ReadonlyMap<string, string> = new Map(VERBS.map((verb) => [stem(verb), verb]))

/** The verb that a word is a form of, for example `create` for `creates`. */
export function verbOf(word: string): string | undefined {
  return BY_STEM.get(stem(word))
}

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

/** Each verb by the forms in which names and descriptions begin with it: create, creates, creating. */
const BY_FORM: ReadonlyMap<string, string> = new Map(
  VERBS.flatMap((verb) =>
    [verb, thirdPerson(verb), `${verb.replace(/e$/, '')}ing`].map((form) => [form, verb]),
  ),
)

/** The verb that a lower-case word is a form of, for example `create` for `creates`. Not by stems: important is no import. */
export function verbOf(word: string): string | undefined {
  return BY_FORM.get(word)
}

function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`
}

/** Words before the one that says what to do: courtesies, joints, and who is to do it. */
const BEFORE = new Set(
  (
    'a also and after afterwards again all at be but can could did do finally first for from help hi hello how i ' +
    "i'd id in kindly last lastly later let let's lets like me might must my need next now of once one or our please quick " +
    'second should so that the them then there third to too want we wish will with would you your us'
  ).split(' '),
)

/** Most words that are looked at before what is to be done. */
const MAX_BEFORE = 8

/** What users tell an agent to do, in the base form. */
const ACTIONS = new Set(
  (
    'accept activate add adjust alert analyse analyze announce answer append apply approve archive arrange ask assign ' +
    'attach authorise authorize backup ban block book broadcast browse build buy calculate call cancel capture change chart ' +
    'check choose clean clear click clone close collect combine comment compare compile compose compress compute configure ' +
    'confirm connect contact convert copy count crawl create crop cut deactivate debug decode decrypt delete deliver deploy ' +
    'describe detect determine disable discover display divide download draft draw duplicate edit email enable encode encrypt ' +
    'enrich enter estimate evaluate examine execute explain export extract fetch file fill filter find finish fix follow ' +
    'forecast format forward generate get give grant group hide identify import include increase inform insert inspect ' +
    'install invite invoice issue join keep kick label launch list load locate log lookup look mail make map mark measure ' +
    'merge message migrate modify monitor mount move multiply mute name navigate note notify open optimise optimize order ' +
    'organise organize pack parse paste pause pay pick pin ping place plan play plot post predict prepare preview print ' +
    'process produce provide publish pull purchase push put query queue quote raise rank rate read rebuild receive recommend ' +
    'record recover redirect reduce refresh refund register reject release reload remind remove rename render renew reopen ' +
    'repair repeat replace reply report request reschedule reserve reset resize resolve restart restore resume retrieve ' +
    'return reveal revert review revoke ring rotate run save say scale scan schedule scrape search secure see select send set ' +
    'share ship show shut sign simulate sort split star start stop store submit subscribe subtract suggest summarise ' +
    'summarize switch sync tag take tell test text track transcribe transfer transform translate trigger turn tweet undo ' +
    'unlock unsubscribe update upgrade upload use validate verify view visit visualise visualize watch withdraw write zip'
  ).split(' '),
)

/** Whether a part of a task tells somebody to do something: behind courtesies it begins with what is to be done. */
export function asksForAction(part: string): boolean {
  const words = part.toLowerCase().match(/[\p{L}']+/gu) ?? []
  const first = words.slice(0, MAX_BEFORE + 1).find((word) => !BEFORE.has(word))
  return first !== undefined && ACTIONS.has(first)
}

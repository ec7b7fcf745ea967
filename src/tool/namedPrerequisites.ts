import { sentences } from './boilerplate.js'
import { type Mention, mentionedTools } from './mentionedTools.js'

/** What says that a tool is for something else than to be called before: in the words about it. */
const OTHER_USE =
  /\binstead\b|\brather than\b|\bprefer\b|\bunlike\b|\bnot\b (?:use|call|for)|\b(?:do not|don't|never|avoid) (?:also )?(?:use|using|call)|\b(?:pass|passed|feed)\b[^.]* to\b|\b(?:used|needed|required|useful) (?:by|before|for|as)\b|\bafter(?:wards)?\b|\bthen (?:use|call)\b|\bby (?:their |its |the )?ids?\b|\bto (?:inspect|verify|confirm|check|browse)\b/i

/** Just before the name: that its result is taken, or that it comes first. */
const SOURCE_BEFORE =
  /\b(?:(?:returned|given|provided|listed) by|(?:obtained|found|discovered|retrieved?|fetched|fetch) (?:it |this |them )?(?:first )?(?:from|via|by|with|using|in)|selected from|(?:comes?|came|get|got|gets|taken?|available|listed|response|results?|output|\w*ids?|identifiers?|values?|names?|etag|token|key|uuid|handle)\b[^.;]{0,40}?\b(?:from|via|using))(?: either| the| a| an| your| previous| prior| earlier)* *[`'"#(]*$/i
const CALL_BEFORE = /\b(?:call|use|run|invoke|execute|using|calling|running|see)(?: the)? *[`'"#(]*$/i

/** Just after the name: what it is called for. */
const FIND_AFTER =
  /^[`'"]*(?: tool| first| function)*,? (?:to|tool to) (?:first )?(?:get|find|look ?up|lookup|discover|resolve|obtain|retrieve|fetch|list|see|determine|locate)\b/i
const FIRST_AFTER =
  /^[`'")]*(?: tool| function)?(?: with [^.;]{0,60})?,? first\b|^[`'")]*(?: tool| function)? before (?:using|calling|running|this)\b/i
const FIRST_BEFORE =
  /\b(?:must|should|always|first)[, ]+(?:first )?(?:call|use|run|invoke|execute)(?: the)? *[`'"#(]*$/i

/** That a clause is about what comes after the tool, not before. */
const LATER =
  /\b(?:before|prior to) (?:calling|using|running|the|any)?[^,;]*$|\b(?:for|by|with) (?:use )?(?:with )?$/i

/** That only some calls need it: for a kind of object or task, or as a filter. */
const SOMETIMES = /^\W*(?:\[[^\]]*\]\W*)?(?:for|to (?!get|find|obtain|discover)\w+) [^,]{1,80},|\bfilter/i

/** Tools that make something new give the id of nothing that is there. */
const MAKES = /^(?:\w+[-_])??(?:create|add|new|delete|remove|update)(?=[-_A-Z])/

/** How a text of a tool is read. */
export interface Reading {
  /** Names of the tools of its server, its own left out. */
  names: Pick<ReadonlySet<string>, 'has'>
  /**
   * `parameter`: the description of a required parameter, whose value comes from what it names; `description`: that of
   * the tool, which names tools for many reasons.
   */
  of: 'parameter' | 'description'
}

/** Names of tools that a text says to call first or to take a value from; of each group one is enough. */
export function namedPrerequisites(text: string, { names, of }: Reading): string[][] {
  return sentences(text).flatMap((sentence) => {
    const mentions = mentionedTools(sentence, names)
    const groups: Mention[][] = []
    for (const mention of mentions) {
      const last = groups.at(-1)
      const previous = last?.at(-1)
      if (previous !== undefined && isAlternative(sentence.slice(previous.end, mention.start)))
        last!.push(mention)
      else groups.push([mention])
    }
    return groups
      .filter((group, at) =>
        isCalledFirst(
          sentence,
          { group, until: groups[at + 1]?.[0]?.start, from: groups[at - 1]?.at(-1)?.end },
          of,
        ),
      )
      .map((group) => [...new Set(group.map(({ name }) => name))])
  })
}

const isAlternative = (between: string) =>
  /^[`'")#]*(?: tool)?[,/ ]*(?:or|and\/or)?(?: the)?[ `'"(#]*$/.test(between)

function isCalledFirst(
  sentence: string,
  {
    group,
    from = 0,
    until = sentence.length,
  }: { group: readonly Mention[]; from?: number | undefined; until?: number | undefined },
  of: Reading['of'],
): boolean {
  const before = sentence.slice(from, group[0]!.start)
  const after = sentence.slice(group.at(-1)!.end, until)
  const clause = before.slice(before.lastIndexOf(';') + 1)
  const source = SOURCE_BEFORE.test(clause)
  if (SOMETIMES.test(clause) || (LATER.test(clause) && !source)) return false
  if (OTHER_USE.test(`${clause} ${after.split(/[;.]/)[0]}`)) return false
  if (!source && group.some(({ name }) => MAKES.test(name)))
    return FIRST_BEFORE.test(clause) && FIRST_AFTER.test(after)
  const first = FIRST_BEFORE.test(clause) || (CALL_BEFORE.test(clause) && FIRST_AFTER.test(after))
  const found = CALL_BEFORE.test(clause) && FIND_AFTER.test(after)
  if (of === 'parameter') return source || first || found
  return (
    first ||
    ((source || found) &&
      /\b(?:require[sd]?|needs?|needed|id|ids|identifier|must|if (?:you|the))\b|Id\b/i.test(clause + after))
  )
}

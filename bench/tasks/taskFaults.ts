import { splitWords } from 'toolcrib'
import type { ToolRow } from '../data/toolRows.js'
import { contentWords } from './contentWords.js'
import type { ServerTask } from './ServerTask.js'

/** Words of a `context` task, counted by white space, `[least, most]`. */
const WORDS = { short: [15, 42], long: [75, 210] } as const
/** Fewest words of a tool's name that give it away when a task has them side by side. */
const TELLING_WORDS = 3
/** Words of a sentence of a description above which a task that holds it has copied it. */
const COPIED_WORDS = 5
/** Words of a description that indirect tasks are held against. */
const DESCRIPTION_WORDS = 60
/** Gold tools by kind, `[least, most]`. */
const GOLD: Readonly<Record<ServerTask['kind'], readonly [number, number]>> = {
  direct: [1, 1],
  indirect: [1, 1],
  multi: [2, 5],
  context: [1, 2],
  turns: [1, 5],
  lang: [1, 5],
  none: [0, 0],
}

/** A tool as tasks are held against it. */
export type KnownTool = Pick<ToolRow, 'id' | 'name' | 'description'> & { title: string }

/** What is wrong with tasks by the labelling guide, a line each with the task's id; `tools` are all that there are. */
export function taskFaults(tasks: readonly ServerTask[], tools: readonly KnownTool[]): string[] {
  const known = new Map(tools.map((tool) => [tool.id, tool]))
  const names = tools.map(({ name }) => tellingForms(name))
  return [
    ...twice(tasks),
    ...tasks.flatMap((task) =>
      [
        ...shapeFaults(task),
        ...idFaults(task, known),
        ...leaks(task, names),
        ...copies(task, known),
        ...sharedWords(task, known),
      ].map((fault) => `${task.id} ${fault}`),
    ),
  ]
}

function twice(tasks: readonly ServerTask[]): string[] {
  const seen = new Set<string>()
  return tasks.flatMap(({ id, text, history = [] }) => {
    const key = [...history, text].join('\n').toLowerCase()
    if (seen.has(key)) return [`${id} has a text that another task has`]
    seen.add(key)
    return []
  })
}

function shapeFaults({ kind, gold, history, lang, length, text }: ServerTask): string[] {
  const faults: string[] = []
  const [least, most] = GOLD[kind]
  if (gold.length < least || gold.length > most) faults.push(`is ${kind} and has ${gold.length} gold tools`)
  if (new Set(gold).size < gold.length) faults.push('names a gold tool twice')
  const turns = history?.length ?? 0
  if (kind === 'turns' ? turns < 1 || turns > 4 : turns > 0)
    faults.push(`is ${kind} with ${turns} earlier messages`)
  if (kind === 'lang' && (lang === undefined || lang === 'en')) faults.push('says no language')
  if ((kind === 'context') !== (length !== undefined)) faults.push(`is ${kind} with the length ${length}`)
  if (length !== undefined) {
    const words = text.split(/\s+/).length
    const [from, to] = WORDS[length]
    if (words < from || words > to) faults.push(`is ${length} with ${words} words`)
  }
  return faults
}

function idFaults({ gold, alternatives = {} }: ServerTask, known: ReadonlyMap<string, KnownTool>): string[] {
  const others = Object.values(alternatives).flat()
  return [
    ...[...gold, ...others].filter((id) => !known.has(id)).map((id) => `names ${id}, which no server lists`),
    ...others.filter((id) => gold.includes(id)).map((id) => `has ${id} as gold and as an alternative`),
  ]
}

/** Forms of a name that no task may hold: as it is, where nobody would write that, and its words side by side. */
function tellingForms(name: string): string[] {
  const words = splitWords(name)
  return [
    ...(/[_-]|\p{Ll}\p{Lu}/u.test(name) ? [name.toLowerCase()] : []),
    ...(words.length >= TELLING_WORDS ? [words.join(' ').toLowerCase()] : []),
  ]
}

function leaks({ text, history = [] }: ServerTask, names: readonly (readonly string[])[]): string[] {
  const said = [...history, text].join('\n').toLowerCase()
  return names
    .flatMap((forms) => forms.filter((form) => said.includes(form)))
    .map((form) => `leaks "${form}"`)
}

function copies({ gold, text, history = [] }: ServerTask, known: ReadonlyMap<string, KnownTool>): string[] {
  const said = [...history, text].join('\n').toLowerCase()
  return gold.flatMap((id) =>
    (known.get(id)?.description ?? '')
      .toLowerCase()
      .split(/[.\n]/)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence.split(' ').length > COPIED_WORDS && said.includes(sentence))
      .map((sentence) => `copies a sentence of ${id}: "${sentence}"`),
  )
}

/** Of an indirect task: content words that its tool has in name, title or the beginning of its description. */
function sharedWords({ kind, gold, text }: ServerTask, known: ReadonlyMap<string, KnownTool>): string[] {
  if (kind !== 'indirect') return []
  const used = contentWords(text)
  return gold.flatMap((id) => {
    const { name, title, description } = known.get(id) ?? { name: '', title: '', description: '' }
    const begin = description.split(/\s+/).slice(0, DESCRIPTION_WORDS).join(' ')
    const shared = [...contentWords([name, title, begin].join(' '))].filter((word) => used.has(word))
    return shared.length === 0 ? [] : [`is indirect and shares with ${id}: ${shared.join(', ')}`]
  })
}

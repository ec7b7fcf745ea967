/** What every finding of a rule says. */
export interface HygieneRuleText {
  /** How much mending it is worth at most, 1 to 10. Our judgement: what breaks a call or misleads a model comes first. */
  weight: number
  why: string
  advice: string
}

/** The rules of `findHygiene`, heaviest first. Edit here; each is looked for in a file of its own kind. */
export const HYGIENE_RULES = {
  'injected-instructions': {
    weight: 10,
    why: 'A model reads it as an instruction, and people who approve the tool may never see it.',
    advice: 'Do not use the server until you know who wrote this and why.',
  },
  'schema-broken': {
    weight: 9,
    why: 'A provider may refuse the whole request, and arguments cannot be checked before a call.',
    advice: 'Correct the inputSchema.',
  },
  'description-missing': {
    weight: 9,
    why: 'Neither a model nor a ranking knows what the tool is for beyond its name.',
    advice: 'Say in a sentence what it does, to what, and when it is the right one.',
  },
  'schema-refused': {
    weight: 8,
    why: 'A provider refuses a request with such a schema, though it is valid JSON Schema.',
    advice: 'Write it in the form that all providers take: an object at the root, and items for every array.',
  },
  'duplicate-tool': {
    weight: 7,
    why: 'The list is paid twice, and a model has to choose between equals.',
    advice: 'Keep one of them.',
  },
  'same-description': {
    weight: 6,
    why: 'Whoever goes by the description cannot tell them apart.',
    advice: 'Say in each what the others do not do.',
  },
  'description-huge': {
    weight: 6,
    why: 'It is paid in every request, some hosts cut it, and what matters is lost in it.',
    advice: 'Keep what decides whether the tool is called; put the rest into parameters or documentation.',
  },
  'parameter-vague': {
    weight: 6,
    why: 'A model has to guess what belongs in it.',
    advice: 'Name it by what it holds, and describe it.',
  },
  'schema-missing': {
    weight: 5,
    why: 'The protocol asks for one, and without it a model does not know which arguments there are.',
    advice: 'Add an inputSchema; for no arguments, an object without properties.',
  },
  'schema-huge': {
    weight: 5,
    why: 'It is paid in every request that holds the tool.',
    advice: 'Leave out what is rarely used, or split the tool.',
  },
  'parameter-untyped': {
    weight: 5,
    why: 'A model may send any kind of value, and nothing is checked.',
    advice: 'Give it a type.',
  },
  'description-repeats-name': {
    weight: 5,
    why: 'It tells a model nothing that the name does not.',
    advice: 'Say what comes back, what it needs, and how it differs from its neighbours.',
  },
  'name-refused': {
    weight: 5,
    why: 'Providers take letters, digits, _ and -, 64 at most, so a host has to send the tool under another name.',
    advice: 'Shorten the name of the tool, or the key of the server.',
  },
  'tool-choice': {
    weight: 4,
    why: 'It is about which tool to choose, not about what this one does; the ranking leaves it out.',
    advice: 'Say what the tool is for, and leave the choice to the host.',
  },
  'parameters-undescribed': {
    weight: 4,
    why: 'A model knows no more of them than their names.',
    advice: 'Describe each in a few words: what it is, in which form, where it comes from.',
  },
  'name-clash': {
    weight: 3,
    why: 'A host that does not prefix names by server can call one of them only.',
    advice: 'Make sure that your host prefixes names, or rename one.',
  },
  'required-many': {
    weight: 3,
    why: 'Every one of them is a chance to call it wrongly.',
    advice: 'Give defaults to those that have a usual value, or split the tool.',
  },
} as const satisfies Record<string, HygieneRuleText>

/** Name of a rule. */
export type HygieneRule = keyof typeof HYGIENE_RULES

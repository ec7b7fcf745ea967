/** A task, and what a model would fill in for each tool that can do it. */
export interface Errand {
  task: string
  /** Arguments by the tool's own name. A tool that is not here is none that the model would take. */
  arguments: Readonly<Record<string, Record<string, unknown>>>
  /** What the answer has to hold for the task to be done. */
  expects: RegExp
}

/** What the host does, in this order; `path` is a file that it may write. */
export function errandsFor(path: string): Errand[] {
  return [
    {
      task: 'write the opening hours into a new text file',
      arguments: { write_file: { path, content: 'Open from 9 to 5.\n' } },
      expects: /wrote/i,
    },
    {
      task: 'read what a text file says',
      arguments: { read_text_file: { path }, read_file: { path } },
      expects: /Open from 9 to 5/,
    },
    {
      task: 'remember that Ana lives in Lisbon, in the knowledge graph',
      arguments: {
        create_entities: {
          entities: [{ name: 'Ana', entityType: 'person', observations: ['lives in Lisbon'] }],
        },
      },
      expects: /Lisbon/,
    },
    {
      task: 'search the knowledge graph for what is known about Ana',
      arguments: { search_nodes: { query: 'Ana' }, open_nodes: { names: ['Ana'] } },
      expects: /Lisbon/,
    },
    { task: 'add two numbers', arguments: { 'get-sum': { a: 2, b: 40 } }, expects: /42/ },
  ]
}

const ACTIONS = [
  'List', 'Create', 'Delete', 'Update', 'Search', 'Send', 'Get', 'Convert', 'Analyze', 'Schedule', 'Download', 'Book',
  'Translate', 'Compare', 'Monitor', 'Play',
] // biome-ignore format: a table

const SUBJECTS = [
  'calendar event', 'customer invoice', 'database table', 'weather forecast', 'source code file', 'email message',
  'hotel room', 'stock price', 'image', 'web page', 'music playlist', 'server deployment', 'news article',
  'support ticket', 'map location', 'user account',
] // biome-ignore format: a table

/**
 * 256 short texts that read like tools of every trade: each action with each subject. How similar a task is to these
 * tells how similar it is to tools in general, whichever tools are registered.
 */
export function cohortTexts(): string[] {
  return ACTIONS.flatMap((action) => SUBJECTS.map((subject) => `${action} ${subject}`))
}

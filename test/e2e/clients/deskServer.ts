import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(new URL('../../fixtures/specServer.mjs', import.meta.url))

const properties = { title: { type: 'string' }, text: { type: 'string' } }
const inputSchema = { type: 'object', properties, required: ['title'] }

const DESK = {
  instructions: 'Notes are kept for the day.',
  tools: [
    {
      name: 'read_note',
      description: 'Read a note that was written before.',
      inputSchema,
      annotations: { readOnlyHint: true },
    },
    { name: 'write_note', description: 'Write a note under a title.', inputSchema },
    { name: 'lose_note', description: 'Lose a note.', inputSchema },
  ],
  results: { lose_note: { content: [{ type: 'text', text: 'The desk is tidy.' }], isError: true } },
  resources: [{ uri: 'note://today', name: 'today', mimeType: 'text/plain' }],
  prompts: [{ name: 'summarise', description: 'Summarise the notes.' }],
}

/** Entry of a server with tools, a resource and a prompt; what a call is given it gives back. `file` is written. */
export function deskServer(file: string): object {
  writeFileSync(file, JSON.stringify(DESK))
  return { command: process.execPath, args: [SERVER, file] }
}

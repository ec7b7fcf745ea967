import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Example } from '../shared/Example.js'
import { agent as after } from './after.js'
import { agent as before } from './before.js'

/** SDK v1 and a server for files: 14 tools, of which the task needs four. */
export const sdkV1: Example = {
  wishes: [
    'Create a folder called archive, move notes.md into it, and replace the word draft in the notes by final',
  ],
  servers: ['filesystem'],
  steps: (folder) => [
    { says: 'I look at what is there.', tool: 'list_directory', arguments: { path: folder } },
    { says: 'I create the folder.', tool: 'create_directory', arguments: { path: `${folder}/archive` } },
    {
      says: 'I move the notes into it.',
      tool: 'move_file',
      arguments: { source: `${folder}/notes.md`, destination: `${folder}/archive/notes.md` },
    },
    {
      says: 'Now I edit the file.',
      tool: 'edit_file',
      arguments: { path: `${folder}/archive/notes.md`, edits: [{ oldText: 'draft', newText: 'final' }] },
    },
    { says: 'The notes are final, in the archive.' },
  ],
  outcome: (folder) => {
    const moved = `${folder}/archive/notes.md`
    return existsSync(moved)
      ? `${readdirSync(folder).join()}: ${readFileSync(moved, 'utf8').trim()}`
      : 'not moved'
  },
  done: 'archive: # Notes, final',
  before,
  after,
}

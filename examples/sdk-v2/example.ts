import { execFileSync } from 'node:child_process'
import type { Example } from '../shared/Example.js'
import { agent as after } from './after.js'
import { agent as before } from './before.js'

/** SDK v2 and a git server: 28 tools, of which the task needs four. */
export const sdkV2: Example = {
  wishes: [
    'Make a new git repository here, with the branch main',
    'Stage notes.md and commit it',
    'Put the tag v1.0 on the commit',
    'What does the log say now?',
  ],
  servers: ['git'],
  steps: (path) => [
    { says: 'I make the repository.', tool: 'git_init', arguments: { path, initialBranch: 'main' } },
    { says: 'The repository is there.' },
    { says: 'I stage the file.', tool: 'git_add', arguments: { path, paths: ['notes.md'] } },
    { says: 'I commit it.', tool: 'git_commit', arguments: { path, message: 'Add notes' } },
    { says: 'It is committed.' },
    { says: 'I tag it.', tool: 'git_tag', arguments: { path, mode: 'create', tagName: 'v1.0' } },
    { says: 'The tag is there.' },
    { says: 'I read the log.', tool: 'git_log', arguments: { path } },
    { says: 'One commit, tagged v1.0.' },
  ],
  // With its own folder named, since git would look for a repository further up.
  outcome: (folder) =>
    execFileSync('git', [`--git-dir=${folder}/.git`, 'log', '--format=%s (%D)'], { encoding: 'utf8' }).trim(),
  done: 'Add notes (HEAD -> main, tag: v1.0)',
  before,
  after,
}

import { CribError } from '../errors.js'
import { parseSessionState } from '../session/parseSessionState.js'
import { createSessionState, type SessionState } from '../session/SessionState.js'
import type { CliIo } from './CliIo.js'
import { parseJson } from './parseJson.js'
import { readTextFile } from './readTextFile.js'
import { writeTextFile } from './writeTextFile.js'

const OPTION = '--session'

/** The session of a file; a new one where the file is not there yet. Throws `file-unreadable`, `file-malformed`, `session-invalid`. */
export async function readSession(file: string, io: CliIo): Promise<SessionState> {
  try {
    return parseSessionState(parseJson(await readTextFile(file, OPTION, io), file))
  } catch (error) {
    if (CribError.is(error) && error.details['reason'] === 'ENOENT') return createSessionState()
    if (!CribError.is(error) || error.code !== 'session-invalid') throw error
    const message = `${file} (${OPTION}) holds no session. ${error.message} On the command line, delete the file.`
    throw new CribError('session-invalid', message, { details: { ...error.details, file }, cause: error })
  }
}

/** Keeps a session for the next call, whole or not at all. Throws `file-unwritable`. */
export async function writeSession(file: string, state: SessionState, io: CliIo): Promise<void> {
  await writeTextFile(file, { text: `${JSON.stringify(state, null, 2)}\n`, option: OPTION }, io)
}

import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'

/**
 * The executable of a stdio command. A name without a slash is looked up on `path` and then, as a package's bin, in
 * `node_modules/.bin` of `cwd` and of every folder above it. What is not found is returned as it is, so that the
 * operating system's own error names it.
 *
 * @param where `path`: a PATH variable; `cwd`: absolute folder.
 */
export function resolveCommand(command: string, where: { path: string | undefined; cwd: string }): string {
  if (/[\\/]/.test(command) || process.platform === 'win32') return command
  const onPath = (where.path ?? '').split(delimiter).some((folder) => isExecutable(join(folder, command)))
  if (onPath) return command
  for (const folder of foldersUpFrom(resolve(where.cwd))) {
    const bin = join(folder, 'node_modules', '.bin', command)
    if (isExecutable(bin)) return bin
  }
  return command
}

function* foldersUpFrom(folder: string): Generator<string> {
  let current = folder
  while (true) {
    yield current
    const parent = dirname(current)
    if (parent === current) return
    current = parent
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

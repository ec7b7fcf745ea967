/** What the codes of `node:fs` mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is no directory',
  // What making the folders of a path meets.
  EEXIST: 'a part of its path is no directory',
  ERR_STRING_TOO_LONG: 'it is too large to read at once',
  ERR_FS_FILE_TOO_LARGE: 'it is too large to read at once',
}

/** What went wrong with a file: the code of `node:fs`, empty where there is none, and the reason in words. */
export function fileFault(error: unknown): { code: string; reason: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { code, reason: REASONS[code] ?? (error instanceof Error ? error.message : String(error)) }
}

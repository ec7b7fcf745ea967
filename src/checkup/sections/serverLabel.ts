/** A server for people; tools of a file may have none. */
export function serverLabel(server: string | null | undefined): string {
  return server ?? '(no server)'
}

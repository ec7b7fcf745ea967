/** `name`, or with a number behind it where a tool has that name already: theirs stay, ours give way. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let suffix = 1; ; suffix++) {
    const free = suffix === 1 ? name : `${name}_${suffix}`
    if (!isTaken(free)) return free
  }
}

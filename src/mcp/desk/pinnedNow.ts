import type { DeskSnapshot } from './DeskCatalog.js'

/** The pinned tools but those of servers that are unavailable now: one server that is down must not fail every list. */
export function pinnedNow(pinned: readonly string[], { list, crib }: DeskSnapshot): string[] {
  const heads = list.unavailable.flatMap(({ server }) => [`${server}/`, `${server}__`])
  return pinned.filter(
    (pin) => crib.catalog.get(pin) !== undefined || !heads.some((head) => pin.startsWith(head)),
  )
}

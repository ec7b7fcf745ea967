import { createHmac, timingSafeEqual } from 'node:crypto'

/** What the state of a parked call says. */
export interface ParkTicket {
  /** Which halt of which call. */
  id: string
  /** Milliseconds since 1970 at which it ends. */
  expires: number
}

/** What a ticket is good for, not written in it. */
export interface ParkBinding {
  key: Buffer
  /** Of the client. */
  context: string
  /** Which request it goes on with. */
  request: string
}

/** A ticket as text: its JSON and an HMAC-SHA-256 over it and what it is bound to, both base64url. */
export function signTicket({ id, expires }: ParkTicket, binding: ParkBinding): string {
  const body = Buffer.from(JSON.stringify([id, expires])).toString('base64url')
  return `${body}.${signature(body, binding).toString('base64url')}`
}

/** The ticket that a text is, or undefined where it is none, was changed, or is bound to something else. */
export function readTicket(state: string, binding: ParkBinding): ParkTicket | undefined {
  const [body = '', given = '', ...rest] = state.split('.')
  const expected = signature(body, binding)
  const signed = Buffer.from(given, 'base64url')
  // Base64 reads several texts as the same bytes; only the one that was handed out is the ticket.
  const isWhole = rest.length === 0 && given === expected.toString('base64url')
  if (signed.length !== expected.length || !timingSafeEqual(signed, expected) || !isWhole) return undefined
  const [id, expires] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [string, number]
  return { id, expires }
}

function signature(body: string, { key, context, request }: ParkBinding): Buffer {
  // As JSON, so that no two bindings make the same text.
  return createHmac('sha256', key)
    .update(JSON.stringify([body, context, request]))
    .digest()
}

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A proxy of TCP that can fall silent without ending a connection, as a network does. */
export interface HaltingProxy {
  url: string
  /** From now on nothing passes, in either direction. */
  halt(): void
  /** What was kept back passes, and everything after it. */
  resume(): void
  close(): Promise<void>
}

/** Stands in front of an HTTP server of this machine. */
export async function haltingProxy(target: URL): Promise<HaltingProxy> {
  const sockets = new Set<Socket>()
  let isHalted = false
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => {}).once('close', () => sockets.delete(socket))
    if (isHalted) socket.pause()
  }
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) keep(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const all = (act: (socket: Socket) => void) => {
    for (const socket of sockets) act(socket)
  }
  return {
    url: `http://127.0.0.1:${port}${target.pathname}`,
    halt: () => {
      isHalted = true
      all((socket) => socket.pause())
    },
    resume: () => {
      isHalted = false
      all((socket) => socket.resume())
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      all((socket) => socket.destroy())
      await closed
    },
  }
}

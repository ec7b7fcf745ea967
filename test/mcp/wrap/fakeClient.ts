/** As much of a client as is needed; members may be replaced. */
export function fakeClient<Members extends object>(members: Members) {
  return {
    connect: async () => {},
    close: async () => {},
    request: async (): Promise<unknown> => ({ tools: [] }),
    listTools: async (): Promise<{ tools: unknown[]; _meta?: object }> => ({ tools: [] }),
    callTool: async (): Promise<unknown> => ({ content: [] }),
    getServerCapabilities: () => ({ tools: {} }) as object,
    getServerVersion: () => undefined,
    ...members,
  }
}

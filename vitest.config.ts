import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^toolcrib$/, replacement: source('index.ts') },
      { find: /^toolcrib\/mcp$/, replacement: source('mcp/index.ts') },
      { find: /^toolcrib\/gateway$/, replacement: source('mcp/gateway/index.ts') },
      { find: /^toolcrib\/eval$/, replacement: source('eval/index.ts') },
      { find: /^toolcrib\/report$/, replacement: source('report/index.ts') },
      { find: /^toolcrib\/checkup$/, replacement: source('checkup/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', '**/node_modules/**'],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
})

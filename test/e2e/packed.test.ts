import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonLines, TOOLS } from '../cli/testIo.js'
import { runBin } from './runBin.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  files: string[]
  exports: Record<string, unknown>
  devDependencies: Record<string, string>
  dependencies: Record<string, string>
}

/** Subpaths of code: `toolcrib`, `toolcrib/mcp`, ... */
const SUBPATHS = Object.keys(manifest.exports)
  .filter((subpath) => !subpath.endsWith('.json'))
  .map((subpath) => subpath.replace(/^\./, 'toolcrib'))

let folder: string
let packed: { path: string; size: number }[]

/** Runs a program that must end well. */
async function must(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runBin(command, args, { cwd })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`)
  return stdout
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'toolcrib-packed-'))
  // dist/ is current (the test script builds first); its prepack build would only do it again.
  const report = await must('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], ROOT)
  const [tarball] = JSON.parse(report) as { filename: string; files: { path: string; size: number }[] }[]
  packed = tarball?.files ?? []
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  )
  const args = [
    'install',
    '--omit=dev',
    '--omit=optional',
    '--omit=peer',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
  ]
  await must('npm', [...args, join(folder, tarball?.filename ?? '')], folder)
  writeFileSync(join(folder, 'tools.jsonl'), jsonLines(TOOLS))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the tarball holds what package.json names, and no source, test or trainer', () => {
  const allowed = [...manifest.files, 'package.json']
  const strange = packed.filter(
    ({ path }) => !allowed.some((one) => path === one || path.startsWith(`${one}/`)),
  )
  expect(strange).toEqual([])
  expect(
    packed.filter(({ path }) => /\.(ts|py|map|test\.js)$/.test(path) && !path.endsWith('.d.ts')),
  ).toEqual([])
  for (const asset of ['static-embedder', 'projection-minilm', 'projection-bge'])
    expect(packed.map(({ path }) => path)).toContain(`assets/${asset}.bin`)
})

test('the program of the report page is in it, with the licences of what it is made of', async () => {
  expect(packed.map(({ path }) => path)).toContain('dist/report/page.js')
  const code = `import { loadPageScript } from 'toolcrib/report'; console.log((await loadPageScript()).length)`
  expect(Number(await must(process.execPath, ['--input-type=module', '-e', code], folder))).toBeGreaterThan(
    1e5,
  )
  const notice = readFileSync(join(folder, 'node_modules/toolcrib/dist/report/page.LICENSES.txt'), 'utf8')
  for (const name of ['@observablehq/plot', 'd3-scale', 'd3-selection', 'd3-shape', 'isoformat'])
    expect(notice).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(ISC\\)$`, 'm'))
})

test('the bundled model keeps to 16 MiB', () => {
  const assets = packed.filter(({ path }) => path.startsWith('assets/'))
  expect(assets.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(16 * 1024 * 1024)
})

test('no development dependency and no optional peer is installed with it', () => {
  const extra = Object.keys(manifest.devDependencies).filter((name) => !(name in manifest.dependencies))
  const direct = JSON.parse(
    readFileSync(join(folder, 'node_modules/toolcrib/package.json'), 'utf8'),
  ) as typeof manifest
  expect(direct.dependencies).toEqual(manifest.dependencies)
  for (const name of [
    'hnswlib-node',
    '@huggingface/transformers',
    '@modelcontextprotocol/sdk',
    'typescript',
    'vitest',
  ]) {
    expect(extra).toContain(name)
    expect(existsSync(join(folder, 'node_modules', name)), name).toBe(false)
  }
})

test.each(SUBPATHS)('%s can be imported', async (subpath) => {
  const code = `const m = await import(${JSON.stringify(subpath)}); if (Object.keys(m).length === 0) throw new Error('empty')`
  await must(process.execPath, ['--input-type=module', '-e', code], folder)
})

test('the bin selects, offline', async () => {
  const bin = join(folder, 'node_modules/.bin/toolcrib')
  expect((await must(bin, ['--version'], folder)).trim()).toBe(
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
  )
  // Any connection through a proxy would fail: nothing listens there.
  const dead = 'http://127.0.0.1:9'
  const { code, stdout } = await runBin(
    bin,
    ['select', 'refund the last payment', '--tools', 'tools.jsonl', '--json'],
    {
      cwd: folder,
      env: { HTTP_PROXY: dead, HTTPS_PROXY: dead, http_proxy: dead, https_proxy: dead },
    },
  )
  expect(code).toBe(0)
  expect(JSON.parse(stdout).items[0].id).toBe('pay/refund_payment')
})

test('the bin names a package that an option needs and that is not there', async () => {
  const bin = join(folder, 'node_modules/.bin/toolcrib')
  for (const [option, value, name] of [
    ['--index', 'hnsw', 'hnswlib-node'],
    ['--embedder', 'transformers', '@huggingface/transformers'],
  ] as const) {
    const { code, stdout } = await runBin(
      bin,
      ['select', 'x', '--tools', 'tools.jsonl', option, value, '--json'],
      { cwd: folder },
    )
    expect(code).toBe(1)
    const { error } = JSON.parse(stdout)
    expect(error.code).toBe('dependency-missing')
    expect(error.message).toContain(name)
  }
})

test('types resolve for a strict NodeNext consumer', async () => {
  const source = `import { createCrib, CribError, type Selection } from 'toolcrib'
import { evaluateRun } from 'toolcrib/eval'
import { wrapClient } from 'toolcrib/mcp'
const crib = await createCrib({ sources: [{ server: 'a', tools: [{ name: 'x' }] }] })
const selection: Selection = await crib.select('x', { maxTokens: 10 })
const after: number = selection.tokens.after
// @ts-expect-error an option that does not exist
await crib.select('x', { maxToken: 10 })
export { after, CribError, evaluateRun, wrapClient }
`
  writeFileSync(join(folder, 'consumer.ts'), source)
  const options = {
    strict: true,
    module: 'NodeNext',
    target: 'ES2022',
    noEmit: true,
    types: [],
    skipLibCheck: true,
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }),
  )
  await must(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], folder)
})

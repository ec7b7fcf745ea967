import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SRC = join(ROOT, 'src')

/** Modules of Node that reach outside the process, and globals that are not functions of their arguments. */
const EFFECTS =
  /^(node:)?(fs|fs\/promises|child_process|net|http|https|dgram|os|process|readline|worker_threads|timers|timers\/promises)$/
const IMPURE =
  /\b(console\.|process\.|Date\.now|new Date\(|Math\.random|performance\.|fetch\(|setTimeout|setInterval)/

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sourceFiles(path) : name.endsWith('.ts') ? [path] : []
  })
}

function ranks(): Map<string, number> {
  const rows = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| (\d+) \| ([a-z, /]+) \|$/gm)
  return new Map(
    [...rows].flatMap(([, rank, rooms]) => rooms!.split(', ').map((room) => [room, Number(rank)] as const)),
  )
}

const ROOMS = ranks()
const FILES = sourceFiles(SRC)
/** The first folder, or the first two where ARCHITECTURE.md ranks them on their own. */
function roomOf(path: string): string {
  const [first, second] = relative(SRC, path)
    .replace(/\.[jt]s$/, '')
    .split(/[\\/]/)
  return ROOMS.has(`${first}/${second}`) ? `${first}/${second}` : first!
}
const importsOf = (path: string) =>
  ts.preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map((file) => file.fileName)
const isDriver = (path: string) => /[\\/]drivers[\\/]/.test(path)
const shown = (path: string) => relative(ROOT, path)

describe('the architecture that ARCHITECTURE.md states', () => {
  it('gives every room of src a rank', () => {
    const rooms = new Set(FILES.map(roomOf).filter((room) => room !== 'index'))
    expect([...rooms].filter((room) => !ROOMS.has(room))).toEqual([])
    expect([...ROOMS.keys()].filter((room) => !rooms.has(room))).toEqual([])
  })

  it('has imports that only point down', () => {
    const wrong = FILES.filter((file) => roomOf(file) !== 'index').flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => resolve(dirname(file), name))
        .filter(
          (target) =>
            roomOf(target) !== roomOf(file) && !(ROOMS.get(roomOf(target))! < ROOMS.get(roomOf(file))!),
        )
        .map((target) => `${shown(file)} -> ${shown(target)}`),
    )
    expect(wrong).toEqual([])
  })

  it('imports files that exist, by the name that NodeNext needs', () => {
    const missing = FILES.flatMap((file) =>
      importsOf(file)
        .filter(
          (name) => name.startsWith('.') && !existsSync(resolve(dirname(file), name.replace(/\.js$/, '.ts'))),
        )
        .map((name) => `${shown(file)} -> ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('lets only crib, the public surface and drivers name a driver as a value', () => {
    const allowed = (file: string) =>
      isDriver(file) || ['crib', 'index'].includes(roomOf(file)) || file.endsWith('loadTokenCounter.ts')
    const wrong = FILES.filter(
      (file) =>
        !allowed(file) && /^import (?!type)[^;]*?from '[^']*\/drivers\//m.test(readFileSync(file, 'utf8')),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  it('keeps effects out of ranks 0 to 7, drivers aside', () => {
    const pure = FILES.filter((file) => (ROOMS.get(roomOf(file)) ?? 99) <= 7 && !isDriver(file))
    const wrong = pure.filter(
      (file) => importsOf(file).some((name) => EFFECTS.test(name)) || IMPURE.test(withoutComments(file)),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  it('imports the MCP SDK in mcp only', () => {
    const wrong = FILES.filter(
      (file) =>
        roomOf(file) !== 'mcp' && importsOf(file).some((name) => name.startsWith('@modelcontextprotocol/')),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  it('has no file over 300 lines', () => {
    expect(FILES.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300).map(shown)).toEqual([])
  })
})

function withoutComments(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

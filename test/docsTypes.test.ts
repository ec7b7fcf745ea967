import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = `${ROOT}.cache/docs-types`

/** What some examples leave to the reader. */
const LEFT_OUT = "export {}\ndeclare global { const sources: import('toolcrib').ToolSource[] }\n"

/** Plain `strict`, as most users have it. */
const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  paths: { toolcrib: ['./src/index.ts'], 'toolcrib/*': ['./src/*/index.ts'] },
  configFilePath: `${ROOT}tsconfig.json`,
}

it('the examples of the README and of docs/ type-check', { timeout: 120_000 }, () => {
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  const pages = ['README.md', ...readdirSync(`${ROOT}docs`).map((page) => `docs/${page}`)]
  const files = pages.flatMap((page) => {
    const text = readFileSync(`${ROOT}${page}`, 'utf8')
    return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], at) => {
      const file = `${FOLDER}/${page.replace(/^docs\/|\.md$/g, '')}-${at}.ts`
      writeFileSync(file, code!)
      return file
    })
  })
  expect(files.length).toBeGreaterThan(15)
  const leftOut = `${FOLDER}/leftOut.d.cts`
  writeFileSync(leftOut, LEFT_OUT)
  const program = ts.createProgram([...files, leftOut], OPTIONS)
  const faults = files.flatMap((file) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  })
  expect(faults.map(shown)).toEqual([])
})

function shown({ file, start, messageText }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1
  return `${file?.fileName.slice(FOLDER.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
}

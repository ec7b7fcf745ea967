import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Baseline } from './Baseline.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDER = `${ROOT}bench/baselines`

/** Files that figures depend on, for the hashes of a baseline. */
const DATA = [
  'datasets/servers/queries.jsonl',
  'datasets/servers/judgements.jsonl',
  'datasets/servers/catalogs.json',
  'datasets/demo/queries.jsonl',
  'demo/servers/package-lock.json',
] as const

/** The committed baseline of a suite; undefined where there is none. */
export function readBaseline(suite: string): Baseline | undefined {
  const file = fileOf(suite)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baseline) : undefined
}

/** All committed baselines, by name of suite. */
export function readBaselines(): Map<string, Baseline> {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : []
  const baselines = names.sort().map((name) => readBaseline(name.slice(0, -'.json'.length))!)
  return new Map(baselines.map((baseline) => [baseline.suite, baseline]))
}

/** Writes a baseline, a figure a line, so that a change of one is a change of one line. Returns its path in the checkout. */
export function writeBaseline(baseline: Baseline): string {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(fileOf(baseline.suite), baselineText(baseline))
  return `bench/baselines/${baseline.suite}.json`
}

/** A baseline as its file holds it. */
export function baselineText({ figures, sections, ...head }: Baseline): string {
  const start = JSON.stringify(head, null, 2).slice(0, -2)
  const lines = (items: readonly unknown[]) => items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')
  return `${start},\n  "figures": [\n${lines(figures)}\n  ],\n  "sections": [\n${lines(sections)}\n  ]\n}\n`
}

/** SHA-256 of the files that figures depend on; those that are absent are left out. */
export function dataHashes(): Record<string, string> {
  const present = DATA.filter((path) => existsSync(`${ROOT}${path}`))
  return Object.fromEntries(
    present.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(`${ROOT}${path}`))
        .digest('hex'),
    ]),
  )
}

function fileOf(suite: string): string {
  return `${FOLDER}/${suite}.json`
}

import type { ReliabilityBin } from 'toolcrib/eval'
import type { CalibrationFigures } from '../suites/calibrationSuite.js'
import { markdownTable } from './markdownTable.js'

const HEADER = ['', 'tools', 'tasks', 'ECE', 'calibrated', 'Brier skill', 'padded ECE', 'raised']

/** The calibration table, and a reliability plot of each set. */
export function calibrationText(sets: Readonly<Record<string, CalibrationFigures>>): string {
  const rows = Object.entries(sets).map(([name, { tools, tasks, raw, calibrated, brierSkill, padded }]) => [
    name,
    String(tools),
    String(tasks),
    raw.toFixed(3),
    calibrated.toFixed(3),
    brierSkill.toFixed(3),
    padded === undefined ? '-' : padded.raw.toFixed(3),
    padded === undefined ? '-' : `${padded.raised} of ${padded.compared}`,
  ])
  const title =
    'Calibration: expected calibration error (ECE) of the five best tools of each task in ten bins of equal mass; ' +
    'calibrated with 100 tasks, judged on the rest, mean of 50 seeded splits; padded with 2,000 other tools'
  const plots = Object.entries(sets).flatMap(([name, { bins }]) => [
    '',
    `${name}: said (·) and came true (o), out of the box | calibrated`,
    ...plot(bins.raw, bins.calibrated),
  ])
  return [title, '', markdownTable(HEADER, rows), ...plots].join('\n')
}

/** Columns of one plot: from 0 to 1. */
const WIDTH = 31

/** A line for each bin, lowest probability first: where on a scale from 0 to 1 what was said stands, and what came. */
function plot(raw: readonly ReliabilityBin[], calibrated: readonly ReliabilityBin[]): string[] {
  return raw.map((bin, at) => `${line(bin)} | ${line(calibrated[at])}`)
}

function line(bin: ReliabilityBin | undefined): string {
  if (bin === undefined) return ' '.repeat(WIDTH)
  const cells = new Array<string>(WIDTH).fill(' ')
  const place = (share: number) => Math.round(share * (WIDTH - 1))
  cells[place(bin.probability)] = '·'
  cells[place(bin.outcome)] = 'o'
  return `${cells.join('')} ${bin.probability.toFixed(2)} ${bin.outcome.toFixed(2)}`
}

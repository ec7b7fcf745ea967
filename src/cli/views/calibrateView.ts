import type { CalibrateDocument } from '../commands/calibrate.js'
import { escapeText } from '../escapeText.js'
import { count } from '../format.js'
import { renderTable } from '../renderTable.js'
import type { Style } from '../Style.js'

/** The result of `toolcrib calibrate` for people. */
export function calibrateView(document: CalibrateDocument, style: Style): string {
  const { file, tools, tasks, noGold, quality } = document
  const leftOut = noGold === 0 ? '' : ` (${noGold} without gold left out)`
  const lines = [
    `Calibrated with ${count(tasks, 'task')}${leftOut} over ${count(tools, 'tool')}; five-fold cross-validation over them:`,
    '',
    ...renderTable(
      [{ header: 'Five best tools of each task' }, { header: 'Value', align: 'right' }],
      [
        ['Calibration error out of the box', quality.before.toFixed(3)],
        ['Calibration error now', quality.after.toFixed(3)],
        ['Brier skill over the rank alone', quality.brierSkill.toFixed(3)],
      ],
      style,
    ),
    '',
    `Kept in ${escapeText(file)}`,
    style.dim('select uses it with the same --calibrations folder as long as the catalog stays as it is.'),
  ]
  return `${lines.join('\n')}\n`
}

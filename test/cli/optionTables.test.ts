import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../../src/cli/createProgram.js'
import { testIo } from './testIo.js'

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')
const program = createProgram({ io: testIo({ stdout: '', stderr: '' }), version: '0', done: () => {} })
/** Commands that do something: those of `trust`, not `trust` itself. */
const commands = program.commands.flatMap((command) =>
  command.commands.length === 0 ? [command] : command.commands,
)
const trustNames = commands.map(nameOf).filter((name) => name.startsWith('trust '))
const names = commands.map(nameOf).filter((name) => !trustNames.includes(name))

/** `command --option`, with ` VALUE` where one is taken, of every option that `--help` shows. */
const offered = commands.flatMap((command) =>
  optionsOf(command).map((option) => `${nameOf(command)} ${option}`),
)
const documented = [
  ...firstTable(),
  ...tableOf('plan'),
  ...tableOf('eval'),
  ...tableOf('import-log'),
  ...tableOf('report'),
  ...tableOf('serve'),
  ...trustTable(),
]

function nameOf(command: Command): string {
  const { parent } = command
  return parent === null || parent === program ? command.name() : `${parent.name()} ${command.name()}`
}

function optionsOf(command: Command): string[] {
  return command.options.map(({ long, required }) => `${long}${required ? ' VALUE' : ''}`)
}

/** Rows of the page's tables of options: what the first cell names, and the second cell. */
function rowsBehind(header: string): { options: string[]; second: string }[] {
  const start = page.indexOf(header)
  expect(start).toBeGreaterThan(-1)
  const table = page.slice(start, page.indexOf('\n\n', start)).split('\n').slice(2)
  return table.map((row) => {
    const [, first, second] = row.split(/ ?\| ?/)
    const options = [...first!.matchAll(/`(--[\w-]+)( [^`]+)?`/g)]
    return {
      options: options.map(([, option, value]) => `${option}${value ? ' VALUE' : ''}`),
      second: second!,
    }
  })
}

function trustTable(): string[] {
  return rowsBehind('| option of trust |').flatMap(({ options, second }) => {
    const of = second === 'all' ? trustNames : [`trust ${second}`]
    return of.flatMap((name) => options.map((option) => `${name} ${option}`))
  })
}

function firstTable(): string[] {
  const rows = rowsBehind('| option | of | meaning |')
  const embedder = rows.find(({ options }) => options[0] === '--embedder VALUE')!.second
  return rows.flatMap(({ options, second }) =>
    options.flatMap((option) =>
      namedIn(second === 'as `--embedder`' ? embedder : second).map((of) => `${of} ${option}`),
    ),
  )
}

function namedIn(cell: string): string[] {
  const [, but = ''] = /^all(?: but (.*))?$/.exec(cell) ?? []
  if (cell.startsWith('all')) return names.filter((name) => !but.split(', ').includes(name))
  return cell.split(', ')
}

function tableOf(command: string): string[] {
  return rowsBehind(`| option of ${command} |`).flatMap(({ options }) =>
    options.map((option) => `${command} ${option}`),
  )
}

describe('docs/cli.md', () => {
  test('its tables name every option of every command, and no other', () => {
    expect(documented.toSorted()).toEqual(offered.toSorted())
  })

  test('shows how each command is called', () => {
    const shown = [...page.matchAll(/^toolcrib ((?:trust )?[a-z-]+) /gm)].map(([, name]) => name)
    expect(shown.toSorted()).toEqual([...names, ...trustNames].toSorted())
  })

  test('every command says in its help what each option means', () => {
    for (const command of commands)
      for (const { long, description } of command.options)
        expect(description, `${nameOf(command)} ${long}`).not.toBe('')
  })
})

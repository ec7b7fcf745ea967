import { readFileSync, writeFileSync } from 'node:fs'
import { CribError } from 'toolcrib'
import { capturePinned } from '../../demo/capturePinned.js'
import { BENCH_SERVERS } from './benchServers.js'
import { CATALOGS_FILE, type CatalogPin, listHash, pinFaults, readPins } from './CatalogPin.js'

/** Name of the package in whose folder a server's program lies. */
function packageOf(bin: string): string {
  const [first = '', second = ''] = bin.split('/')
  return first.startsWith('@') ? `${first}/${second}` : first
}

/** Starts every server anew and compares what it lists with the pins, or writes them. 0 when nothing differs. */
async function catalogs(write: boolean): Promise<number> {
  const { sources, servers } = await capturePinned(BENCH_SERVERS, { refresh: true })
  for (const server of servers) {
    const what = server.status === 'failed' ? `FAILED  ${server.message}` : `${server.toolCount} tools`
    process.stdout.write(`${server.server.padEnd(12)} ${what}\n`)
  }
  if (servers.some(({ status }) => status === 'failed')) return 1
  if (write) {
    const manifest = JSON.parse(readFileSync(`${BENCH_SERVERS.folder}/package.json`, 'utf8'))
    const pins = sources.map((source): [string, CatalogPin] => {
      const name = packageOf(BENCH_SERVERS.recipes[source.server ?? '']?.bin ?? '')
      const version = String(manifest.dependencies[name])
      return [
        source.server ?? '',
        { package: name, version, tools: source.tools.length, sha256: listHash(source) },
      ]
    })
    writeFileSync(CATALOGS_FILE, `${JSON.stringify(Object.fromEntries(pins), null, 2)}\n`)
  }
  const faults = pinFaults(sources, readPins())
  for (const fault of faults) process.stdout.write(`DIFFERS  ${fault}\n`)
  return faults.length === 0 ? 0 : 1
}

try {
  process.exitCode = await catalogs(process.argv.includes('--write'))
} catch (error) {
  process.stderr.write(
    `bench:catalogs: ${CribError.is(error) ? error.message : String((error as Error).stack)}\n`,
  )
  process.exitCode = 1
}

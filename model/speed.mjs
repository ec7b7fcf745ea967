// Times the bundled model as built into dist/ (npm run build): `node model/speed.mjs`.
// Loading: median of 10 fresh processes. Embedding: best of 50 rounds over 10-word tasks, one thread.
// Wall-clock and processor time are both printed: on a busy machine only the second says something about the code.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const DRIVER = new URL('../dist/embed/drivers/staticEmbedder.js', import.meta.url).href
const PROCESSES = 10
const ROUNDS = 50
const VERBS = ['list', 'create', 'delete', 'update', 'find', 'refund', 'deploy', 'summarise', 'send', 'rename']
const NOUNS = ['issues', 'invoices', 'branches', 'containers', 'messages', 'dashboards', 'payments', 'files', 'charts', 'users']

/** Runs `work` and returns its wall-clock and processor milliseconds. */
function timed(work) {
  const before = process.cpuUsage()
  const started = performance.now()
  work()
  const wall = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  return { wall, processor: (user + system) / 1000 }
}

function tasks() {
  return VERBS.flatMap((verb) =>
    NOUNS.flatMap((noun) => [
      `please ${verb} all the ${noun} that my team opened yesterday`,
      `can you ${verb} the latest ${noun} from our main account`,
    ]),
  )
}

async function loadOnce() {
  const { loadStaticModel } = await import(DRIVER)
  console.log(JSON.stringify(timed(loadStaticModel)))
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

async function main() {
  const self = fileURLToPath(import.meta.url)
  const loads = Array.from({ length: PROCESSES }, () => JSON.parse(execFileSync(process.execPath, [self, 'load'])))
  const model = (await import(DRIVER)).loadStaticModel()
  const texts = tasks()
  const rounds = Array.from({ length: ROUNDS }, () => timed(() => texts.forEach((text) => model.embed(text))))
  const fastest = (key) => Math.round(texts.length / (Math.min(...rounds.map((r) => r[key])) / 1000))
  const loadMs = (key) => Number(median(loads.map((load) => load[key])).toFixed(1))
  const load = { medianMs: loadMs('wall'), medianProcessorMs: loadMs('processor') }
  const embed = { textsPerSecond: fastest('wall'), textsPerProcessorSecond: fastest('processor') }
  console.log(JSON.stringify({ model: model.id, load, embed }))
}

await (process.argv[2] === 'load' ? loadOnce() : main())

// A fresh process from import to first answer, in plain JavaScript: a compiler's hooks would be timed with it.
// Arguments: contender, file with { sources, rows, tasks }, folder with models.
import { readFileSync } from 'node:fs'

const [subject, file, models] = process.argv.slice(2)
const { sources, rows, tasks } = JSON.parse(readFileSync(file, 'utf8'))
const [task] = tasks
const FIELDS = ['name', 'description', 'server', 'parameters', 'parameterDescriptions']

const subjects = {
  async toolcrib() {
    const { createCrib } = await import('toolcrib')
    const loaded = performance.now()
    const crib = await createCrib({ sources })
    await crib.select(task, { maxTokens: 2000 })
    return loaded
  },
  async minisearch() {
    const { default: MiniSearch } = await import('minisearch')
    const loaded = performance.now()
    const index = new MiniSearch({ fields: FIELDS })
    index.addAll(rows)
    index.search(task).slice(0, 10)
    return loaded
  },
  async MiniLM() {
    const { env, pipeline } = await import('@huggingface/transformers')
    const loaded = performance.now()
    env.localModelPath = models
    env.allowRemoteModels = false
    const extract = await pipeline('feature-extraction', 'Xenova/all-MiniLM-L6-v2', { dtype: 'q8' })
    const embed = (text) => extract(text, { pooling: 'mean', normalize: true })
    const vectors = []
    for (const row of rows) vectors.push((await embed(`${row.name}: ${row.description}`)).data)
    const { data } = await embed(task)
    const scores = vectors.map((vector) => vector.reduce((sum, value, at) => sum + value * data[at], 0))
    scores.map((score, at) => [score, at]).sort(([a], [b]) => b - a)
    return loaded
  },
}

const since = performance.now()
const loaded = await subjects[subject]()
process.stdout.write(JSON.stringify({ load: loaded - since, first: performance.now() - since }))

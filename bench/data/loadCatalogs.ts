import { readdir } from 'node:fs/promises'
import type { ToolSource } from 'toolcrib'
import { readText } from './readText.js'

/** The tools of real servers: one JSON file a server with `tools` as its tools/list gave them. By file name. */
export async function loadCatalogs(folder: string): Promise<ToolSource[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  const texts = await Promise.all(files.map((file) => readText(`${folder}/${file}`)))
  return texts.map((text, at) => ({
    server: (files[at] ?? '').replace(/\.json$/, ''),
    tools: (JSON.parse(text) as { tools: unknown[] }).tools,
  }))
}

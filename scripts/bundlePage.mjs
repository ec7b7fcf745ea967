import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib.mjs'

/** Bundles the program of the report page into one file, with the licences of what is in it beside. */
export async function bundlePage(folder) {
  const { build } = await import('esbuild')
  const { metafile } = await build({
    entryPoints: [join(root, 'src/report/page/main.ts')],
    outfile: join(folder, 'report/page.js'),
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'iife',
    // Firefox 120, Chrome 123 and Safari 17.5, which the style of the page needs too.
    target: 'es2022',
    charset: 'ascii',
    // They stand in the notice, in full.
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  const inputs = Object.keys(Object.values(metafile.outputs)[0].inputs)
  const packages = new Set(inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[0]))
  packages.delete(undefined)
  writeFileSync(
    join(folder, 'report/page.LICENSES.txt'),
    [...packages]
      .sort()
      .map(notice)
      .join(`\n${'-'.repeat(80)}\n\n`),
  )
}

/** Name, version and licence text of a package. A package without one must not be bundled. */
function notice(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
  return `${name} ${version} (${license})\n\n${readFileSync(join(root, path, 'LICENSE'), 'utf8').trim()}\n`
}

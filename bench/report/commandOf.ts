import type { BenchArguments } from '../parseArguments.js'

/** The command that makes a suite's figures with these arguments; without a suite, those of the whole run. */
export function commandOf(
  suite: string | undefined,
  { files, set, split, maxTokens }: BenchArguments,
): string {
  const options = [
    ...(files === undefined
      ? []
      : 'format' in files
        ? [`--${files.format} ${files.folder}`]
        : [`--tools ${files.tools} --queries ${files.queries}`]),
    ...(set === 'servers' ? [] : [`--set ${set}`]),
    ...(split === 'dev' ? [] : [`--split ${split}`]),
    ...(maxTokens === 2000 ? [] : [`--max-tokens ${maxTokens}`]),
  ]
  const words = [...(suite === undefined ? [] : [suite]), ...options]
  return ['npm run bench', ...(words.length === 0 ? [] : ['--']), ...words].join(' ')
}

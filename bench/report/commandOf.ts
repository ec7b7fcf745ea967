import type { BenchArguments } from '../parseArguments.js'

/** The command that makes a suite's figures with these arguments. */
export function commandOf(suite: string, { files, set, split, maxTokens }: BenchArguments): string {
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
  return ['npm run bench --', suite, ...options].join(' ')
}

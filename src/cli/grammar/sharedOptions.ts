import { type Command, Option } from 'commander'
import { fractionOption } from '../parsers.js'

/** Where the tools come from, and `--json`. */
export function addSourceOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'a config file with mcpServers, as hosts write it: its servers are started and listed',
    )
    .option('--tools <file>', 'tool definitions: a JSON array, { "tools": [...] }, or one a line')
    .option('--json', 'print one JSON document')
}

/** Which parts the engine is made of. */
export function addEngineOptions(command: Command): Command {
  return addEmbedderOptions(command)
    .option(
      '--table-share <share>',
      'what the bundled table weighs beside the transformer, 0 to 1 (default: as fitted for the model)',
      fractionOption('--table-share'),
    )
    .option(
      '--vector-cache <dir>',
      'folder that keeps the vectors of transformers and endpoints between runs',
    )
    .addOption(
      new Option('--index <name>', 'vector index (default: auto)').choices(['auto', 'exact', 'hnsw']),
    )
}

/** Which embedder the engine has. */
export function addEmbedderOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--embedder <name>', 'bundled model, an optional package, or an endpoint').choices([
        'static',
        'transformers',
        'asymmetric',
        'http',
      ]),
    )
    .option('--model <id>', 'transformer, by its id on the hub (default: Xenova/all-MiniLM-L6-v2)')
    .addOption(new Option('--dtype <name>', "precision of the transformer's weights").choices(['q8', 'fp32']))
    .option('--device <name>', 'where the transformer runs, as its package names it')
    .option('--models <dir>', 'folder with transformers; nothing is downloaded then')
    .option('--model-cache <dir>', 'folder for downloaded transformers')
    .option('--embedder-url <url>', 'base address for --embedder http; its key is $TOOLCRIB_EMBEDDER_KEY')
    .option('--embedder-model <name>', 'model for --embedder http')
}

/** How tokens are counted. */
export function tokenizerOption(): Option {
  return new Option('--tokenizer <name>', 'how tokens are counted (default: o200k_base)').choices([
    'o200k_base',
    'cl100k_base',
    'estimate',
  ])
}

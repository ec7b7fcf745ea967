import { createStaticEmbedder, loadStaticModel } from '../../src/embed/drivers/staticEmbedder.js'
import { describeEmbedder } from '../contracts/embedder.js'

describeEmbedder('static', async () => createStaticEmbedder(loadStaticModel()), {
  idPrefix: 'static:',
  dimensions: 256,
})

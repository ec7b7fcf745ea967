import { heapAfterGc } from '../heap/heapAfterGc.js'

// Loaded before the program under test, which knows nothing of it. The channel must not keep that program alive.
process.on('message', () => {
  void heapAfterGc().then((bytes) => process.send?.(bytes))
})
process.channel?.unref()

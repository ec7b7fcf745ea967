import { captureDemo } from './captureDemo.js'

// Installs the demo servers and captures their tools once, before tests that read them run side by side.
const { servers } = await captureDemo()
for (const server of servers) {
  if (server.status === 'failed') process.stderr.write(`${server.server} failed: ${server.message}\n`)
}

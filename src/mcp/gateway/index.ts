/** The public surface of `toolcrib/gateway`: one MCP server in front of many. Apart from `toolcrib/mcp`, since it loads the SDK's server. */

export { createGateway } from './createGateway.js'
export type { Gateway } from './Gateway.js'
export type { GatewayOptions, GatewayServerOptions, GatewayUserOptions } from './GatewayOptions.js'
export type { Gate, GateAction, GateContext, GateTarget, GateVerdict } from './gate/Gate.js'
export { type HttpGateway, type ServeHttpOptions, serveGatewayHttp } from './http/serveGatewayHttp.js'
export { parseGatewaySection } from './parseGatewaySection.js'
export type { Profile } from './profiles/Profile.js'
export type { ProfileOptions } from './profiles/ProfileOptions.js'
export { type ServeStdioOptions, serveGatewayStdio } from './stdio/serveGatewayStdio.js'

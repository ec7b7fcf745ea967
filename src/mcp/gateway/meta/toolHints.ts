import type { ToolDefinition } from '../../../tool/Tool.js'

/** Hints of MCP that a definition gives; those that it leaves out are missing. */
export function hintsOf({ annotations }: ToolDefinition): Readonly<Record<string, unknown>> {
  return typeof annotations === 'object' && annotations !== null
    ? (annotations as Record<string, unknown>)
    : {}
}

/** `_meta` of a definition. */
export function metaOf({ _meta }: ToolDefinition): Readonly<Record<string, unknown>> {
  return typeof _meta === 'object' && _meta !== null ? (_meta as Record<string, unknown>) : {}
}

/** Whether a tool is for an app's own buttons alone (MCP Apps: `_meta.ui.visibility` without `model`). */
export function isAppOnly(tool: ToolDefinition): boolean {
  const { ui } = metaOf(tool)
  const visibility = typeof ui === 'object' && ui !== null ? Reflect.get(ui, 'visibility') : undefined
  return Array.isArray(visibility) && !visibility.includes('model')
}

/** URI of a tool's own user interface (MCP Apps: `_meta.ui.resourceUri`, which need not be listed). */
export function interfaceOf(tool: ToolDefinition): unknown {
  const { ui } = metaOf(tool)
  return typeof ui === 'object' && ui !== null ? Reflect.get(ui, 'resourceUri') : undefined
}

/** Whether its server asks for a tool to stand in every list. */
export function asksForPin(tool: ToolDefinition): boolean {
  return metaOf(tool)['anthropic/alwaysLoad'] === true
}

import {
  type ClientCapabilities,
  getSupportedElicitationModes,
  MissingRequiredClientCapabilityError,
} from '@modelcontextprotocol/client'
import type { Raw } from './RelayCall.js'

/** What a client would have to declare to be asked this, or undefined where it did. */
export function missingCapability(
  { method, params }: { method: string; params?: Readonly<Raw> | undefined },
  capabilities: ClientCapabilities,
): ClientCapabilities | undefined {
  if (method === 'roots/list') return capabilities.roots === undefined ? { roots: {} } : undefined
  if (method === 'sampling/createMessage') return missingSampling(params, capabilities)
  if (method === 'elicitation/create') return missingElicitation(params, capabilities)
  return undefined
}

function missingSampling(
  params: Readonly<Raw> | undefined,
  { sampling }: ClientCapabilities,
): ClientCapabilities | undefined {
  const needsTools = params?.['tools'] !== undefined || params?.['toolChoice'] !== undefined
  if (sampling !== undefined && (!needsTools || sampling.tools !== undefined)) return undefined
  return { sampling: needsTools ? { tools: {} } : {} }
}

function missingElicitation(
  params: Readonly<Raw> | undefined,
  { elicitation }: ClientCapabilities,
): ClientCapabilities | undefined {
  const { supportsFormMode, supportsUrlMode } = getSupportedElicitationModes(elicitation)
  if (params?.['mode'] === 'url') return supportsUrlMode ? undefined : { elicitation: { url: {} } }
  return supportsFormMode ? undefined : { elicitation: { form: {} } }
}

/** The error of 2026 for a client that lacks what a request needs. */
export function missingError(required: ClientCapabilities): MissingRequiredClientCapabilityError {
  return new MissingRequiredClientCapabilityError({ requiredCapabilities: required })
}

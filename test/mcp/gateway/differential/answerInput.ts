import { sampleArguments } from '../../../conformance/sampleArguments.js'
import type { Handlers } from './Observed.js'

/** What both SDKs' clients of the differential test say that they can do. */
export const CAPABILITIES = { roots: {}, sampling: {}, elicitation: { form: {}, url: {} } }

export const CLIENT_INFO = { name: 'differential', version: '1.0.0' }

/** A user's answer to a form, or to a page that is to be visited. */
export function answerForm(params: Record<string, unknown>, { action = 'accept' }: Handlers) {
  const schema = params['requestedSchema'] as Record<string, unknown> | undefined
  if (action !== 'accept' || schema === undefined) return { action }
  return { action, content: sampleArguments(schema) as Record<string, string> }
}

/** A model's answer to any question. */
export function answerSampling() {
  const content = { type: 'text' as const, text: 'What the model says.' }
  return { role: 'assistant' as const, content, model: 'a-model', stopReason: 'endTurn' }
}

export function answerRoots() {
  return { roots: [{ uri: 'file:///a/root', name: 'a root' }] }
}

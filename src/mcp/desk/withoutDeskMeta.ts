import { SESSION_META, TASK_META } from './DeskNote.js'

/** Params of a call without what is between host and desk: the session's key and the user's words are never sent. */
export function withoutDeskMeta<Params>(params: Params): Params {
  const { _meta } = Object(params) as { _meta?: unknown }
  if (typeof _meta !== 'object' || _meta === null || !(SESSION_META in _meta || TASK_META in _meta))
    return params
  const { [SESSION_META]: _, [TASK_META]: __, ...rest } = _meta as Record<string, unknown>
  return { ...params, _meta: rest }
}

/** A list that wants every tool of a scenario; a tool that fits no part of the task would not be in it. */
export const EVERY_TOOL = {
  task: 'use every tool: the valid tool, add numbers, test the tool, test a form with defaults, a reconnection, headers and a JSON schema, echo a JSON schema, look up a user',
  maxTools: 100,
}

/** A list that wants every tool of a scenario; a tool that fits no part of the task would not be in it. */
export const EVERY_TOOL = {
  task: 'use every tool: the valid tool, add numbers, test a form with defaults (elicitation), test a reconnection',
  maxTools: 100,
}

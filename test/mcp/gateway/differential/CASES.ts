import type { Handlers } from './Observed.js'

/** One call of the differential test. */
export interface DifferentialCase {
  args?: Record<string, unknown>
  handlers?: Handlers
  /** The arguments do not fit, which whoever checks them says in its own words. Default: false. */
  misfit?: boolean
  /** The call is made again until its answer has this text, for 10 seconds at most. Default: it is made once. */
  until?: string
}

const ADDRESS = { name: 'Ada', contactMethod: 'phone', phone: '1', address: { city: 'Lisbon' } }
const ask = (name: string) => `test_input_required_result_${name}`
const plain: DifferentialCase[] = [{}]
const answered: DifferentialCase[] = [{}, { handlers: { action: 'decline' } }]

/** The calls of every tool of the fixture, by its name; the test fails for a tool that is not here. */
export const CASES: Readonly<Record<string, readonly DifferentialCase[]>> = {
  test_simple_text: plain,
  test_image_content: plain,
  test_audio_content: plain,
  test_embedded_resource: plain,
  test_multiple_content_types: plain,
  test_error_handling: plain,
  json_schema_2020_12_tool: [{ args: ADDRESS }, { args: { name: 'Ada' }, misfit: true }],
  test_x_mcp_header: [{ args: { region: 'eu-west' } }, { args: { region: 'größer ☃' } }],
  test_structured_object: plain,
  test_structured_array: plain,
  test_tool_with_logging: plain,
  test_logging_tool: plain,
  test_tool_with_progress: plain,
  test_reconnection: plain,
  test_cancellation: [{ handlers: { cancel: true } }],
  // A cancellation reaches the server when it may.
  test_cancelled_count: [{ until: '1' }],
  [ask('elicitation')]: [...answered, { handlers: { action: 'cancel' } }],
  [ask('sampling')]: plain,
  [ask('list_roots')]: plain,
  [ask('request_state')]: answered,
  [ask('tampered_state')]: plain,
  [ask('multiple_inputs')]: plain,
  [ask('multi_round')]: plain,
  [ask('capabilities')]: plain,
  test_missing_capability: plain,
  test_streaming_elicitation: plain,
  test_url_elicitation: answered,
  test_sampling: [{ args: { prompt: 'What is it?' } }, { args: {}, misfit: true }],
  test_elicitation: [{ args: { message: 'Who is it?' } }],
  test_elicitation_sep1034_defaults: answered,
  test_elicitation_sep1330_enums: plain,
  test_trigger_tool_change: plain,
  test_trigger_prompt_change: plain,
  test_trigger_resource_update: plain,
  test_unknown_content: plain,
  test_meta_echo: [{ handlers: { meta: { 'vendor.example/tag': { b: 1, a: [null] } } } }],
  test_protocol_error: plain,
}

/** Shorter values of headers are words such as `v1`: hiding them would only garble messages. */
const SHORTEST_HEADER = 4
const HIDDEN = '[hidden]'

/**
 * A function that replaces the API key and the headers' values in a text, also where they stand JSON-escaped or
 * percent-encoded, as an endpoint may echo them.
 */
export function secretsHider(
  apiKey: string | undefined,
  headers: Readonly<Record<string, string>>,
): (text: string) => string {
  const values = Object.values(headers).filter((value) => value.length >= SHORTEST_HEADER)
  // `Bearer abc` is echoed without its scheme too.
  const bare = values.map((value) => value.replace(/^\w+ /, '')).filter((v) => v.length >= SHORTEST_HEADER)
  const secrets = [...(apiKey === undefined ? [] : [apiKey]), ...values, ...bare]
  const spellings = secrets
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    // Longest first: a secret that begins another would leave the other's end.
    .sort((left, right) => right.length - left.length)
  return (text) => spellings.reduce((rest, secret) => rest.split(secret).join(HIDDEN), text)
}

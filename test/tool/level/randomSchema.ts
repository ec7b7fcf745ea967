import fc from 'fast-check'
import type { Json } from '../../../src/tool/Tool.js'

type Schema = { [key: string]: Json }

const long =
  'A description of some length that goes on. It has a second sentence, and that one is long enough. And a third one that is surely cut away here.'
const manyValues = Array.from({ length: 30 }, (_, at) => `value${at}`)

/** Names of properties that are also keywords, or that trip careless code. */
export const NAMES = [
  'a',
  'b',
  'title',
  'description',
  'examples',
  'enum',
  'default',
  '__proto__',
  'constructor',
  'x/y~z',
]
/** Mostly the same two, so that arguments meet the schemas. */
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constant('a') },
  { weight: 3, arbitrary: fc.constant('b') },
  { weight: 2, arbitrary: fc.constantFrom(...NAMES) },
)

const leaf: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  true,
  {},
  { type: 'string' },
  { type: 'string', description: long, title: 'T', examples: ['x'], $comment: 'c' },
  { enum: manyValues },
  { enum: [...manyValues, 3] },
  { not: { enum: manyValues } },
  { oneOf: [{ type: 'string' }, { enum: manyValues }] },
  { not: { $ref: '#/$defs/shared' } },
  { $ref: '#/$defs/shown/examples/0' },
  { type: 'string', enum: manyValues, description: long },
  { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
  { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  { type: 'string', pattern: `^(?:value1|abc|${'x'.repeat(70)})$` },
  { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
  { const: { title: 'not a title', description: 'nor a description' } },
  { enum: [{ title: 'x' }, 'value1'] },
  { type: ['string', 'null'], title: 'T' },
  { $ref: '#/$defs/shared' },
  { $ref: '#/properties/a' },
)

const leafOfValues = fc.constantFrom<Json>({ enum: manyValues }, { type: 'string', enum: manyValues })

/** Entries with `__proto__` as an own member. */
const members = (schema: fc.Arbitrary<Json>) =>
  fc.array(fc.tuple(name, schema), { maxLength: 3 }).map((entries): Schema => Object.fromEntries(entries))

const { schema } = fc.letrec<{ schema: Json }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    fc
      .record({
        properties: members(tie('schema')),
        additionalProperties: fc.constantFrom(true, false),
        title: fc.constant('T'),
      })
      .map((object): Json => ({ type: 'object', ...object })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf): Json => ({ anyOf })),
    fc
      .array(tie('schema'), { minLength: 1, maxLength: 2 })
      .map((allOf): Json => ({ allOf, unevaluatedProperties: false })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((oneOf): Json => ({ oneOf })),
    tie('schema').map((not): Json => ({ not })),
    fc.tuple(tie('schema'), tie('schema')).map(([first, then]): Json => ({ if: first, then, else: first })),
    tie('schema').map((contains): Json => ({ contains, maxContains: 1 })),
    tie('schema').map((items): Json => ({ type: 'array', items })),
    tie('schema').map((inner): Json => ({ propertyNames: inner, patternProperties: { '^b': inner } })),
    tie('schema').map((inner): Json => ({ dependentSchemas: { a: inner }, unevaluatedProperties: inner })),
  ),
}))

/** Schemas of arguments that put every keyword which holds schemas everywhere, by 2020-12. */
export const randomSchema: fc.Arbitrary<Schema> = fc
  .record({
    properties: members(schema),
    extra: fc.oneof(
      fc.constant({}),
      members(schema).map((dependentSchemas) => ({ dependentSchemas })),
      schema.map((one) => ({ allOf: [one] })),
      schema.map((one) => ({ not: one })),
    ),
    shared: fc.oneof(leafOfValues, schema),
    required: fc.uniqueArray(name, { maxLength: 2 }),
    closed: fc.constantFrom({}, { additionalProperties: false }, { unevaluatedProperties: false }),
  })
  .map(({ properties, extra, shared, required, closed }) => ({
    type: 'object',
    properties: { a: true, ...properties },
    ...extra,
    required,
    ...closed,
    $defs: { shared, shown: { examples: [{ enum: manyValues, title: 'T' }] } },
  }))

const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Json>('value1', 'value29', 'abc', 'q', 3, 1e300, null, true, '2026-01-31', {
      title: 'x',
    }),
    fc.array(tie('value'), { maxLength: 2 }),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 3 })
      .map((entries): Json => Object.fromEntries(entries)),
  ),
})).value

/** Arguments over the same names and values. */
export const randomArguments = fc
  .tuple(value, value, fc.array(fc.tuple(name, value), { maxLength: 2 }))
  .map(([a, b, entries]): Json => Object.fromEntries([...entries, ['a', a], ['b', b]]))

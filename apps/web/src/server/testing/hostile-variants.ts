/** What somebody might put where a plain value belongs. */
const hostileValues: readonly unknown[] = [
  null,
  '',
  '\u0000',
  '\ud800',
  'x'.repeat(20_000),
  "' OR 1=1; DROP TABLE users; --",
  0,
  -1,
  1.5,
  Number.NaN,
  2 ** 53,
  -1n,
  10n ** 30n,
  2n ** 63n,
  true,
  new Date(Number.NaN),
  new Map([['a', 1]]),
  [],
  Array.from({ length: 1000 }, () => 'x'),
  {},
  // Prisma's operators: filters and writes that a careless spread would pass on.
  { not: '' },
  { set: 'x' },
  { increment: 1_000_000 },
  { OR: [{}] },
  { connect: { id: 'x' } },
]

/** Fields that nobody offered. */
const smuggled: readonly (readonly [string, unknown])[] = [
  ['userId', '00000000-0000-0000-0000-000000000000'],
  ['ownerId', '00000000-0000-0000-0000-000000000000'],
  ['role', 'admin'],
  ['status', 'credited'],
  ['where', {}],
  ['data', { role: 'admin' }],
]

/** Wrong inputs made from a right one: each leaf replaced, fields added, left out, or the whole put in other shapes. */
export function hostileVariants(sample: unknown): unknown[] {
  const whole: unknown[] = [...hostileValues, [sample], { 0: sample }]
  if (!isRecord(sample)) return [...whole, ...smuggled.map(([name, value]) => ({ [name]: value }))]
  return [
    ...whole,
    ...smuggled.map(([name, value]) => ({ ...sample, [name]: value })),
    ...Object.keys(sample).map((name) => ({ ...sample, [name]: undefined })),
    ...replaced(sample),
  ]
}

function replaced(sample: Record<string, unknown>): unknown[] {
  return Object.entries(sample).flatMap(([name, value]) => {
    const inside = isRecord(value)
      ? replaced(value)
      : Array.isArray(value) && isRecord(value[0])
        ? replaced(value[0]).map((item) => [item])
        : Array.isArray(value)
          ? hostileValues.map((item) => [item])
          : []
    return [...hostileValues, ...inside].map((wrong) => ({ ...sample, [name]: wrong }))
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

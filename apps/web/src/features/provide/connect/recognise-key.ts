import { isPlaintextKey } from '@aetherflow/crypto/plaintext-key'

/** Prefixes by which a pasted key tells its vendor, with whose keys here begin so; the longer ones first. */
const prefixes: readonly [prefix: string, vendor: string, upstreamIds: readonly string[]][] = [
  ['sk-ant-', 'Anthropic', []],
  ['sk-or-', 'OpenRouter', []],
  ['sk-proj-', 'OpenAI', ['openai']],
  ['r8_', 'Replicate', ['replicate']],
  ['hf_', 'Hugging Face', []],
  ['AIza', 'Google', ['gemini']],
  ['sk-', 'Stability AI', ['stability', 'openai', 'dashscope']],
]

export type Recognised =
  | { kind: 'empty' }
  | { kind: 'malformed' }
  | { kind: 'real-in-demo' }
  /** It begins like another vendor's. */
  | { kind: 'foreign'; vendor: string }
  /** It does not begin like the chosen vendor's. */
  | { kind: 'unknown' }
  | { kind: 'known' }

type Rules = { upstreamId: string; demoKeysOnly: boolean }

/** Whether a key looks like the chosen vendor's, as far as its first letters say; nothing of it is kept or returned. */
export function recogniseKey(key: string, { upstreamId, demoKeysOnly }: Rules): Recognised {
  if (key === '') return { kind: 'empty' }
  const isSimulated = key.startsWith('sk-sim-')
  if (demoKeysOnly && !isSimulated && !'sk-sim-'.startsWith(key)) return { kind: 'real-in-demo' }
  if (!isPlaintextKey(key)) return { kind: 'malformed' }
  // Every vendor of the simulator takes the same keys.
  if (isSimulated) return { kind: 'known' }
  const found = prefixes.find(([prefix]) => key.startsWith(prefix))
  if (found === undefined) return { kind: beginsSomehow(upstreamId) ? 'unknown' : 'known' }
  const [, vendor, upstreamIds] = found
  return upstreamIds.includes(upstreamId) ? { kind: 'known' } : { kind: 'foreign', vendor }
}

const beginsSomehow = (upstreamId: string): boolean =>
  prefixes.some(([, , upstreamIds]) => upstreamIds.includes(upstreamId))

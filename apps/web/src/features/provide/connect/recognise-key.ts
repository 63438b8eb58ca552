import { isPlaintextKey } from '@aetherflow/crypto/plaintext-key'

/** Prefixes by which a pasted key tells its vendor; the longer ones first. */
const prefixes: readonly [prefix: string, vendor: string, upstreamId: string | null][] = [
  ['sk-sim-', 'Simulator', 'stability'],
  ['sk-ant-', 'Anthropic', null],
  ['sk-or-', 'OpenRouter', null],
  ['sk-proj-', 'OpenAI', null],
  ['r8_', 'Replicate', null],
  ['hf_', 'Hugging Face', null],
  ['AIza', 'Google', null],
  ['sk-', 'Stability AI', 'stability'],
]

export type Recognised =
  | { kind: 'empty' }
  | { kind: 'malformed' }
  | { kind: 'real-in-demo' }
  | { kind: 'foreign'; vendor: string }
  | { kind: 'unknown' }
  | { kind: 'known'; upstreamId: string }

type Rules = {
  /** Upstreams that are open for deposits here. */
  upstreamIds: readonly string[]
  demoKeysOnly: boolean
}

/** Whose key this is, as far as its first letters say; nothing of the key itself is kept or returned. */
export function recogniseKey(key: string, rules: Rules): Recognised {
  if (key === '') return { kind: 'empty' }
  const found = prefixes.find(([prefix]) => key.startsWith(prefix))
  if (rules.demoKeysOnly && !key.startsWith('sk-sim-') && !'sk-sim-'.startsWith(key))
    return { kind: 'real-in-demo' }
  if (!isPlaintextKey(key)) return { kind: 'malformed' }
  if (found === undefined) return { kind: 'unknown' }
  const [, vendor, upstreamId] = found
  return upstreamId !== null && rules.upstreamIds.includes(upstreamId)
    ? { kind: 'known', upstreamId }
    : { kind: 'foreign', vendor }
}

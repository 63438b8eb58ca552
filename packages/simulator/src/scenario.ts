/** Everything that can go wrong on the way to the vendor and back. */
export const FAULTS = [
  'moderated',
  'filtered',
  'invalid-language',
  'public-figure',
  'drained',
  'unauthorized',
  'rate-limited',
  'server-error',
  'slow',
  'drop-after-billing',
  'drop-before-reading',
  'hang',
  'hang-after-billing',
  'truncated',
  'html',
  'wrong-content-type',
  'endless',
  /** Of jobs only: begun, but without a good end. */
  'job-failed',
  'job-moderated',
  'job-stuck',
  /** Of questions about a job: nobody knows it, or the answer is about another one. */
  'job-lost',
  'wrong-job',
] as const
export type Fault = (typeof FAULTS)[number]

export type Scenario = {
  fault: Fault
  /** How many calls it hits before it is spent; without it, all. */
  times?: number | undefined
  /** For `slow`: how long the answer waits. */
  delayMs?: number | undefined
  /** Which calls it hits; without it, generations. */
  on?: CallKind | 'all' | undefined
}

/** What is asked of a vendor: a picture, something about the account, about a job, or a result's bytes. */
export const CALL_KINDS = ['generate', 'account', 'poll', 'file'] as const
export type CallKind = (typeof CALL_KINDS)[number]

/** Words that a person can put into a prompt to see a fault. Hyphenated where the plain word is common in prompts. */
export const TRIGGER_WORDS = {
  forbidden: 'moderated',
  filtered: 'filtered',
  'public-figure': 'public-figure',
  'drained-key': 'drained',
  'revoked-key': 'unauthorized',
  'rate-limited': 'rate-limited',
  'upstream-outage': 'server-error',
  'slow-answer': 'slow',
  'lost-answer': 'drop-after-billing',
  'cut-answer': 'truncated',
  'garbled-answer': 'html',
} as const satisfies Record<string, Fault>

export type Scenarios = {
  set(target: string, scenario: Scenario | null): void
  /** Takes one use of what is planned for this call: the key's, the vendor's, everybody's, then the prompt's words. */
  take(call: { vendor?: string; key: string; kind: CallKind; prompt?: string }): Scenario | null
  clear(): void
}

/** Plans faults per key, for all keys of a vendor (`bfl:*`), or for all (`*`). */
export function createScenarios(): Scenarios {
  const planned = new Map<string, Scenario & { left: number }>()
  return {
    set(target, scenario) {
      if (scenario)
        planned.set(target, { ...scenario, left: scenario.times ?? Number.POSITIVE_INFINITY })
      else planned.delete(target)
    },
    take({ vendor = 'stability', key, kind, prompt }) {
      for (const target of [key, `${vendor}:*`, '*']) {
        const scenario = planned.get(target)
        if (!scenario || ((scenario.on ?? 'generate') !== kind && scenario.on !== 'all')) continue
        scenario.left -= 1
        if (scenario.left <= 0) planned.delete(target)
        if (scenario.left >= 0) return scenario
      }
      return prompt === undefined ? null : triggeredBy(prompt)
    },
    clear: () => planned.clear(),
  }
}

function triggeredBy(prompt: string): Scenario | null {
  const words = new Set(prompt.toLowerCase().match(/[a-z]+(?:-[a-z]+)*/g) ?? [])
  for (const [word, fault] of Object.entries(TRIGGER_WORDS)) if (words.has(word)) return { fault }
  return null
}

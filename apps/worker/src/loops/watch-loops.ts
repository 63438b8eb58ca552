/** Knows which rounds are under way, and since when. */
export type LoopWatch = {
  /** A round begins; call what it answers when the round has ended. */
  began(name: string): () => void
  /** Names of loops whose round has been under way for longer than it ever should be. */
  stuck(): string[]
}

/** Leases end after 30 s and calls after their deadlines: what takes longer than this hangs. */
const longestRoundMs = 120_000

/** Watches the loops of this process, by a clock that no clock change moves. */
export function watchLoops(now: () => number = () => performance.now()): LoopWatch {
  const rounds = new Map<symbol, { name: string; since: number }>()
  return {
    began(name) {
      const round = Symbol(name)
      rounds.set(round, { name, since: now() })
      return () => void rounds.delete(round)
    },
    stuck: () =>
      [...rounds.values()]
        .filter(({ since }) => now() - since > longestRoundMs)
        .map(({ name }) => name),
  }
}

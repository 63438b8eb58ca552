/** Lets at most `limit` pieces of work through at once, in the order they came. */
export function createTurnstile(
  limit: number,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = []
  let inside = 0
  return async (work) => {
    if (inside >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else inside += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // The place goes over to the next one, so that nobody slips in between.
      if (next) next()
      else inside -= 1
    }
  }
}

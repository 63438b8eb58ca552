const atATime = 5

/**
 * Runs `work` for all, five at a time: one slow gateway holds few, and a flood does not reach it at once. One that
 * fails keeps nobody from their turn; it is thrown after all have had it.
 */
export async function fiveAtATime<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  for (let start = 0; start < items.length; start += atATime) {
    const ended = await Promise.allSettled(items.slice(start, start + atATime).map(work))
    for (const end of ended) if (end.status === 'rejected') failures.push(end.reason)
  }
  if (failures.length === 1) throw failures[0]
  if (failures.length > 1)
    throw new AggregateError(failures, `${failures.length} of ${items.length} failed`)
}

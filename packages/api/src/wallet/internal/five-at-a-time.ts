const atATime = 5

/** Runs `work` for all, five at a time: one slow gateway holds few, and a flood does not reach it at once. */
export async function fiveAtATime<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += atATime)
    await Promise.all(items.slice(start, start + atATime).map(work))
}

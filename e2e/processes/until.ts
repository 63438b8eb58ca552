import { setTimeout as sleep } from 'node:timers/promises'

/** Looks again and again until it is so; says what it waited for when it never is. */
export async function until(
  what: string,
  done: () => boolean | Promise<boolean>,
  withinMs = 90_000,
): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await sleep(20)
  }
}

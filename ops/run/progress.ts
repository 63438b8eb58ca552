const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100
const LINE_EVERY_MS = 10_000

/** Does a piece of work and says so: a moving line on a terminal, a line now and then in a log. */
export async function progress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
  const isTerminal = process.stderr.isTTY
  let frame = 0
  const timer = setInterval(
    () => {
      if (!isTerminal) process.stderr.write(`  ${label} … ${seconds()}\n`)
      else
        process.stderr.write(
          `\r\x1b[2K${FRAMES[frame++ % FRAMES.length] ?? ''} ${label} … ${seconds()}`,
        )
    },
    isTerminal ? FRAME_MS : LINE_EVERY_MS,
  )
  const say = (mark: string) =>
    process.stderr.write(`${isTerminal ? '\r\x1b[2K' : ''}${mark} ${label} (${seconds()})\n`)
  try {
    const result = await work()
    say('✓')
    return result
  } catch (error) {
    say('✗')
    throw error
  } finally {
    clearInterval(timer)
  }
}

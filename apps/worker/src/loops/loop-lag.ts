import { monitorEventLoopDelay } from 'node:perf_hooks'

export type LoopLag = {
  /** How late nine of ten timers came since the last reading. */
  read(): number
  stop(): void
}

const resolutionMs = 20

/** How crowded this process's event loop is. */
export function createLoopLag(): LoopLag {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  return {
    read() {
      const lateMs = histogram.percentile(90) / 1e6 - resolutionMs
      histogram.reset()
      return Math.max(0, lateMs)
    },
    stop: () => void histogram.disable(),
  }
}

// Preloaded into a process: its wall clock is wrong by CLOCK_SKEW_MS, its monotonic clock is not.
const skewMs = Number(process.env.CLOCK_SKEW_MS ?? '0')
const RealDate = globalThis.Date
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + skewMs)
    else super(...given)
  }
  static now() {
    return RealDate.now() + skewMs
  }
}

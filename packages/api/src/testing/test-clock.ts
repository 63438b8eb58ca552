import type pg from 'pg'

export type TestClock = {
  now(): Date
  /** Moves the application's and the database's clock forward together. */
  advance(ms: number): Promise<void>
}

/** One clock for code and SQL; the offset lives in the table that the test build of clock_now() reads. */
export function createTestClock(admin: pg.Pool): TestClock {
  let offsetMs = 0
  return {
    now: () => new Date(Date.now() + offsetMs),
    async advance(ms) {
      offsetMs += ms
      await admin.query(`UPDATE test_clock SET offset_ms = offset_ms + $1`, [ms])
    },
  }
}

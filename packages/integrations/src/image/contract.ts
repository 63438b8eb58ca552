import { afterAll, beforeAll, describe } from 'vitest'
import { checkingKeys } from './contract/checking-keys.ts'
import { delivering } from './contract/delivering.ts'
import { doubtfulJobs, followingJobs } from './contract/following-jobs.ts'
import { hidingKeys } from './contract/hiding-keys.ts'
import { refusing } from './contract/refusing.ts'
import type { ImageUpstreamSetup, Under } from './contract/setup.ts'

/**
 * What every image upstream's adapter must do, against something that answers over HTTP and keeps a bill.
 * Each adapter's test runs it.
 */
export function describeImageUpstream(
  name: string,
  setup: () => Promise<ImageUpstreamSetup>,
): void {
  describe(`${name} as image upstream`, () => {
    let ready: Under | undefined
    const known = (): Under => {
      if (ready === undefined) throw new Error('the setup has not run')
      return ready
    }
    const under: Under = {
      get setup() {
        return known().setup
      },
      get upstream() {
        return known().upstream
      },
    }
    beforeAll(async () => {
      const made = await setup()
      ready = { setup: made, upstream: made.create(made.address) }
    })
    afterAll(() => ready?.setup.close())

    delivering(under)
    refusing(under)
    checkingKeys(under)
    followingJobs(under)
    doubtfulJobs(under)
    hidingKeys(under)
  })
}

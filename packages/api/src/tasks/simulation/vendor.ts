import { costE4, type SimAttempt } from './world.ts'

/** What becomes of a call at the vendor, and what of its answer. */
export type Fate = 'image' | 'refused' | 'filtered' | 'lost-billed' | 'lost-free'
/** What somebody hears of a call. */
export type Heard = 'image' | 'refused' | 'filtered' | 'nothing'

export type Vendor = {
  /** Begins a call; answers the job's name where there are jobs. */
  begin(attempt: SimAttempt, fate: Fate): string
  /** What the worker that waits for the call hears. */
  hear(attempt: SimAttempt): Heard
  /** What one who asks about the job hears. */
  ask(job: string): Heard
  /** Upstream credits billed for an attempt. */
  billed(attempt: SimAttempt): number
  calls(attempt: SimAttempt): number
  total(): number
}

const bills: Readonly<Record<Fate, boolean>> = {
  image: true,
  refused: false,
  filtered: true,
  'lost-billed': true,
  'lost-free': false,
}

/** A vendor that keeps its own bill, and never forgets a job. */
export function createVendor(): Vendor {
  const fates = new Map<number, Fate[]>()
  const fatesOf = ({ id }: SimAttempt) => fates.get(id) ?? []
  const heard = (fate: Fate | undefined): Heard =>
    fate === 'image' || fate === 'refused' || fate === 'filtered' ? fate : 'nothing'
  return {
    begin(attempt, fate) {
      fates.set(attempt.id, [...fatesOf(attempt), fate])
      return `job-${attempt.id}`
    },
    hear: (attempt) => heard(fatesOf(attempt)[0]),
    ask(job) {
      const [fate] = fates.get(Number(job.slice('job-'.length))) ?? []
      // The answer of the call was lost, but what became of the job can be asked.
      if (fate === 'lost-billed') return 'image'
      return fate === 'lost-free' ? 'refused' : heard(fate)
    },
    billed: (attempt) => fatesOf(attempt).filter((fate) => bills[fate]).length * costE4,
    calls: (attempt) => fatesOf(attempt).length,
    total: () => [...fates.values()].flat().filter((fate) => bills[fate]).length * costE4,
  }
}

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  attemptEvents,
  type AttemptState,
  attemptStates,
  isCancellable,
  isFinished,
  nextAttempt,
  nextTask,
  taskEvents,
  type TaskStatus,
  taskStatuses,
} from './state-machine.ts'

// Written out by hand, apart from the code: rows are states, columns events, `·` is a refusal.
const taskTable = `
            claimed     delivered  requeued  given-up  cancelled  expired  refunded
pending     processing  ·          ·         ·         cancelled  expired  ·
processing  ·           completed  pending   failed    cancelled  expired  ·
completed   ·           ·          ·         ·         ·          ·        refunded
failed      ·           ·          ·         ·         ·          ·        ·
cancelled   ·           ·          ·         ·         ·          ·        ·
expired     ·           ·          ·         ·         ·          ·        ·
refunded    ·           ·          ·         ·         ·          ·        ·`

const attemptTable = `
            dispatched  delivered  refused  filtered  lost     withdrawn  refused-late  slot-due
claimed     dispatched  ·          failed   ·         ·        abandoned  ·             ·
dispatched  ·           succeeded  failed   failed    unknown  ·          ·             dispatched
unknown     ·           ·          ·        ·         ·        ·          failed        unknown
succeeded   ·           ·          ·        ·         ·        ·          ·             ·
failed      ·           ·          ·        ·         ·        ·          ·             ·
abandoned   ·           ·          ·        ·         ·        ·          ·             ·`

function pairs(table: string): { state: string; event: string; to: string | null }[] {
  const [head = '', ...rows] = table.trim().split('\n')
  const events = head.trim().split(/\s+/)
  return rows.flatMap((row) => {
    const [state = '', ...cells] = row.trim().split(/\s+/)
    return cells.map((to, at) => ({ state, event: events[at] ?? '', to: to === '·' ? null : to }))
  })
}

describe('tasks', () => {
  const expected = pairs(taskTable)

  it('are specified for every pair of state and event', () => {
    expect(expected).toHaveLength(taskStatuses.length * taskEvents.length)
  })

  for (const state of taskStatuses) {
    for (const event of taskEvents) {
      const to = expected.find((pair) => pair.state === state && pair.event === event)?.to
      test(`${state} + ${event} → ${to ?? 'refused'}`, () => {
        expect(nextTask(state, event)?.to ?? null).toBe(to)
      })
    }
  }

  it('resolve their hold exactly once on every path to an end', () => {
    const walk = fc.array(fc.constantFrom(...taskEvents), { maxLength: 40 })
    fc.assert(
      fc.property(walk, (events) => {
        let state: TaskStatus = 'pending'
        let resolutions = 0
        for (const event of events) {
          const step = nextTask(state, event)
          if (step === null) continue
          state = step.to
          resolutions += step.effects.filter(
            (e) => e === 'capture-hold' || e === 'release-hold',
          ).length
        }
        expect(resolutions).toBe(isFinished(state) ? 1 : 0)
      }),
    )
  })
})

describe('attempts', () => {
  const expected = pairs(attemptTable)

  it('are specified for every pair of state and event', () => {
    expect(expected).toHaveLength(attemptStates.length * attemptEvents.length)
  })

  for (const state of attemptStates) {
    for (const event of attemptEvents) {
      const to = expected.find((pair) => pair.state === state && pair.event === event)?.to
      test(`${state} + ${event} → ${to ?? 'refused'}`, () => {
        expect(nextAttempt(state, event)?.to ?? null).toBe(to)
      })
    }
  }

  it('owe the provider nothing unless the call went out', () => {
    const walk = fc.array(fc.constantFrom(...attemptEvents), { maxLength: 20 })
    fc.assert(
      fc.property(walk, (events) => {
        let state: AttemptState = 'claimed'
        let sent = false
        for (const event of events) {
          const step = nextAttempt(state, event)
          if (step === null) continue
          sent ||= step.to === 'dispatched'
          state = step.to
          if (step.effects.includes('owe-loss')) expect(sent).toBe(true)
        }
      }),
    )
  })
})

describe('cancelling', () => {
  it('is possible while pending or claimed, and never after the call went out', () => {
    const possible = taskStatuses.flatMap((task) =>
      [null, ...attemptStates]
        .filter((attempt) => isCancellable(task, attempt))
        .map((attempt) => [task, attempt]),
    )
    expect(possible.filter(([task]) => task !== 'pending')).toEqual([['processing', 'claimed']])
    expect(isCancellable('pending', null)).toBe(true)
  })
})

import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readStateTable, type Row } from '../testing/state-tables.ts'
import {
  type AttemptEffect,
  attemptEvents,
  type AttemptState,
  attemptStates,
  isCancellable,
  isFinished,
  nextAttempt,
  nextTask,
  type TaskEffect,
  taskEvents,
  type TaskStatus,
  taskStatuses,
} from './state-machine.ts'

const taskRows = readStateTable('Tasks')
const attemptRows = readStateTable('Attempts')
const find = (rows: readonly Row[], state: string, event: string) =>
  rows.filter((row) => row['State'] === state && row['Event'] === event)

const holdOf: Record<TaskEffect, string> = {
  reserve: 'kept',
  'capture-hold': 'captured',
  'release-hold': 'released',
  'return-price': 'returned',
}

describe('tasks', () => {
  it('have only known states and events in the document, each pair once', () => {
    for (const { State, Event, Becomes } of taskRows) {
      expect(taskStatuses).toEqual(expect.arrayContaining([State, Becomes]))
      expect(taskEvents).toContain(Event)
    }
    expect(new Set(taskRows.map(({ State, Event }) => `${State} ${Event}`)).size).toBe(
      taskRows.length,
    )
  })

  for (const state of taskStatuses) {
    for (const event of taskEvents) {
      const [row] = find(taskRows, state, event)
      test(`${state} + ${event} → ${row?.['Becomes'] ?? 'refused'}`, () => {
        const step = nextTask(state, event)
        expect(step?.to).toBe(row?.['Becomes'])
        if (step !== null) expect(holdOf[step.effects[0] ?? 'reserve']).toBe(row?.['Hold'])
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
  it('have only known states and events in the document, each pair once', () => {
    for (const { State, Event, Becomes } of attemptRows) {
      expect(attemptStates).toEqual(expect.arrayContaining([State, Becomes]))
      expect(attemptEvents).toContain(Event)
    }
    expect(new Set(attemptRows.map(({ State, Event }) => `${State} ${Event}`)).size).toBe(
      attemptRows.length,
    )
  })

  for (const state of attemptStates) {
    for (const event of attemptEvents) {
      const [row] = find(attemptRows, state, event)
      test(`${state} + ${event} → ${row?.['Becomes'] ?? 'refused'}`, () => {
        const step = nextAttempt(state, event)
        expect(step?.to).toBe(row?.['Becomes'])
        if (step === null) return
        const does = (effect: AttemptEffect) => step.effects.includes(effect)
        const all = does('return-all')
        expect({
          Slot: all || does('return-slot') ? 'returned' : 'kept',
          Credits: all ? 'returned' : 'kept',
          Loss: does('forgive-loss')
            ? 'forgiven'
            : does('owe-loss') || step.to === 'unknown'
              ? 'owed'
              : 'none',
          Bill: does('bill-free') ? 'free' : does('bill-due') ? 'billed' : '–',
        }).toMatchObject({
          Slot: row?.['Slot'],
          Credits: row?.['Credits'],
          Loss: row?.['Loss'],
          Bill: row?.['Bill'],
        })
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

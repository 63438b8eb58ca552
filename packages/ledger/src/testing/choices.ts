import fc from 'fast-check'
import { type DeskChoice, deskChoices } from './desk-choices.ts'

/** What fast-check chooses: small numbers that pick people, tasks and amounts out of what there is. */
export type Choice =
  | { do: 'grant'; who: number; reason: number }
  | { do: 'topUp'; who: number; whole: number; wrong: boolean }
  | {
      do: 'submit'
      who: number
      ceilings: number[]
      ultra: boolean
      ownKey: boolean
      again: boolean
    }
  | { do: 'attempt'; task: number; who: number; price: number; dispatch: boolean }
  | { do: 'settle'; tasks: number[]; set: boolean; image: number; fence: number }
  | { do: 'release'; task: number; stranger: boolean }
  | { do: 'fail'; tasks: number[]; how: 'failed' | 'unknown'; status: 'failed' | 'expired' }
  | { do: 'loss'; attempt: number }
  | { do: 'step' | 'mature' | 'expire' | 'status'; who: number }
  | { do: 'sale'; who: number; whom: number; price: number }
  | DeskChoice

const small = fc.nat({ max: 40 })
const people = fc.nat({ max: 2 })
const cents = fc.integer({ min: 20, max: 3000 })
const some = fc.array(small, { minLength: 1, maxLength: 6 })
const make = <T extends Choice>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model) as fc.Arbitrary<T>
const it = <T extends string>(name: T) => fc.constant(name)

export const choices: fc.Arbitrary<Choice> = fc.oneof(
  {
    weight: 2,
    arbitrary: make<Extract<Choice, { do: 'grant' }>>({
      do: it('grant'),
      who: people,
      reason: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: make<Extract<Choice, { do: 'topUp' }>>({
      do: it('topUp'),
      who: people,
      whole: fc.integer({ min: 100, max: 130 }),
      wrong: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    }),
  },
  {
    weight: 6,
    arbitrary: make<Extract<Choice, { do: 'submit' }>>({
      do: it('submit'),
      who: people,
      ceilings: fc.array(cents, { minLength: 1, maxLength: 5 }),
      ultra: fc.boolean(),
      ownKey: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
      again: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
    }),
  },
  {
    weight: 8,
    arbitrary: make<Extract<Choice, { do: 'attempt' }>>({
      do: it('attempt'),
      task: small,
      who: people,
      price: cents,
      dispatch: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
    }),
  },
  {
    weight: 8,
    arbitrary: make<Extract<Choice, { do: 'settle' }>>({
      do: it('settle'),
      tasks: some,
      set: fc.boolean(),
      image: fc.nat({ max: 1 }),
      fence: fc.integer({ min: 0, max: 9 }).map((n) => (n === 0 ? 1 : 0)),
    }),
  },
  {
    weight: 3,
    arbitrary: make<Extract<Choice, { do: 'release' }>>({
      do: it('release'),
      task: small,
      stranger: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
  },
  {
    weight: 3,
    arbitrary: make<Extract<Choice, { do: 'fail' }>>({
      do: it('fail'),
      tasks: some,
      how: fc.constantFrom('failed', 'unknown'),
      status: fc.constantFrom('failed', 'expired'),
    }),
  },
  {
    weight: 2,
    arbitrary: make<Extract<Choice, { do: 'loss' }>>({ do: it('loss'), attempt: small }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('step', 'step', 'mature', 'mature', 'expire', 'status'),
      who: people,
    }) as fc.Arbitrary<Choice>,
  },
  {
    weight: 14,
    arbitrary: make<Extract<Choice, { do: 'sale' }>>({
      do: it('sale'),
      who: people,
      whom: fc.integer({ min: 1, max: 2 }),
      price: cents,
    }),
  },
  ...deskChoices,
)

import type { Mutant } from '../mutant.ts'

const folder = 'packages/api/src/tasks/simulation'

function inModel(guard: string, find: string, replace: string, file = 'doors'): Mutant {
  return {
    guard: `simulation: ${guard}`,
    edits: [{ file: `${folder}/${file}.ts`, find, replace }],
    tests: [`${folder}/simulation.test.ts`],
  }
}

/** Guards of the queue as the simulation has them: without one its laws must break in some order of turns. */
export const simulationMutants: Mutant[] = [
  inModel(
    'fence and worker of a write',
    'task.fence === fence && task.worker === worker',
    'fence > 0 && worker !== ""',
  ),
  inModel(
    'one more call after an unknown',
    'task.unknowns === 0 && sent.length < 3',
    'sent.length < 3',
  ),
  inModel('three calls', 'task.unknowns === 0 && sent.length < 3', 'task.unknowns === 0'),
  inModel('no resource twice', 'if (task.excluded.includes(resource.id)) return false', ''),
  inModel('concurrency', 'if (resource.inFlight >= resource.concurrency) return false', ''),
  inModel(
    'credits per day',
    'return used + costE4 <= resource.dayLimit',
    'return used <= resource.dayLimit',
  ),
  inModel(
    'loss waits while the vendor can tell',
    'const waits = attempt.job === null ? 0 : 3_600 * second',
    'const waits = 0',
  ),
  inModel('first word about an unknown', 'if (attempt.bill === null) moveAttempt', 'moveAttempt'),
  inModel(
    'credits of another day',
    'if (resource.day === attempt.day) resource.dayUsed',
    'resource.dayUsed',
    'world',
  ),
  inModel('slot once', 'if (!attempt.slotHeld) return\n', '', 'world'),
  inModel(
    'intent before the call',
    'if (!doors.dispatch(world, name, held)) return',
    'doors.dispatch(world, name, held)',
    'actors',
  ),
]

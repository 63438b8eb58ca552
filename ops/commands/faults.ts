import { parseArgs } from 'node:util'
import { allMutants } from '../mutants/all-mutants.ts'
import { runMutants } from '../mutants/run-mutants.ts'
import { FixableError } from '../run/fixable-error.ts'
import { runVitest } from '../test/vitest-step.ts'

/** Faults on purpose: processes killed at the worst moments, or guards taken out of the sources. */
export async function faults([name, ...args]: string[]): Promise<number> {
  if (name === 'mutants') {
    const chosen = args.join(' ').toLowerCase()
    const mutants = allMutants.filter(({ guard }) => guard.toLowerCase().includes(chosen))
    if (mutants.length > 0) return (await runMutants(mutants)) ? 0 : 1
    throw new FixableError(`No guard is called "${chosen}".`, 'npm run faults -- mutants')
  }
  if (name === 'money' || name === 'worker') return runSchedules(name, args)
  if (name === 'simulation') return runSimulation(args)
  throw new FixableError(
    name === undefined ? 'Which faults?' : `There are no faults "${name}".`,
    'npm run faults -- money --seeds 3, -- worker --seeds 3, -- simulation --seeds 100000, or -- mutants',
  )
}

const FEWEST_SEEDS = 1
const MOST_SEEDS = 1_000

/** Every named fault once, then so many random schedules; `--seed N` repeats one that went wrong. */
async function runSchedules(name: 'money' | 'worker', args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { seeds: { type: 'string', default: '1' }, seed: { type: 'string' } },
  })
  const seeds = Number(values.seeds)
  if (!Number.isInteger(seeds) || seeds < FEWEST_SEEDS || seeds > MOST_SEEDS)
    throw new FixableError(`--seeds ${values.seeds} is no number of schedules.`, '--seeds 3')
  process.env['FAULT_SEEDS'] = String(seeds)
  if (values.seed !== undefined) process.env['FAULT_SEED'] = values.seed
  const only = values.seed === undefined ? `${name}/` : `${name}/schedule`
  const { passed, failed } = await runVitest(['--config', 'e2e/faults/vitest.config.ts', only])
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

const MOST_ORDERS = 10_000_000

/** The queue in virtual time, under so many orders of turns; `--seed N` repeats those of a run that went wrong. */
async function runSimulation(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { seeds: { type: 'string', default: '100000' }, seed: { type: 'string' } },
  })
  const orders = Number(values.seeds)
  if (!Number.isInteger(orders) || orders < FEWEST_SEEDS || orders > MOST_ORDERS)
    throw new FixableError(`--seeds ${values.seeds} is no number of orders.`, '--seeds 100000')
  process.env['SCHEDULES'] = String(orders)
  if (values.seed !== undefined) process.env['SCHEDULE_SEED'] = values.seed
  const { passed, failed } = await runVitest(['packages/api/src/tasks/simulation'])
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

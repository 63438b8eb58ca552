import { allMutants } from '../mutants/all-mutants.ts'
import { runMutants } from '../mutants/run-mutants.ts'
import { FixableError } from '../run/fixable-error.ts'
import { runScript } from '../run/run-script.ts'

/** Faults on purpose: processes killed at the worst moments, or guards taken out of the sources. */
export async function faults([name, ...args]: string[]): Promise<number> {
  if (name === 'mutants') {
    const chosen = args.join(' ').toLowerCase()
    const mutants = allMutants.filter(({ guard }) => guard.toLowerCase().includes(chosen))
    if (mutants.length > 0) return (await runMutants(mutants)) ? 0 : 1
    throw new FixableError(`No guard is called "${chosen}".`, 'npm run faults -- mutants')
  }
  if (name === 'money') return runScript('e2e/faults/money.ts', args)
  throw new FixableError(
    name === undefined ? 'Which faults?' : `There are no faults "${name}".`,
    'npm run faults -- money --seeds 3, or npm run faults -- mutants',
  )
}

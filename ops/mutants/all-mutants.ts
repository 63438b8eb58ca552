import { tableMutants } from './list/tables.ts'
import { vaultMutants } from './list/vault.ts'
import { webMutants } from './list/web.ts'
import type { Mutant } from './mutant.ts'

/** Every guard that is taken out, one at a time, by `npm run faults -- mutants`. */
export const allMutants: Mutant[] = [...tableMutants, ...webMutants, ...vaultMutants]

import { randomInt } from 'node:crypto'

/** The seeds of this run's schedules: as many as FAULT_SEEDS says, or the one of FAULT_SEED, to repeat it. */
export function chosenSeeds(): number[] {
  const given = process.env['FAULT_SEED']
  if (given !== undefined) return [Number(given)]
  const count = Number(process.env['FAULT_SEEDS'] ?? '1')
  return Array.from({ length: count }, () => randomInt(2 ** 31))
}

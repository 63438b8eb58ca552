/** Milliseconds of CPU, all threads of this process together, that one run of `work` takes; the mean of `times`. */
export async function cpuOf(work: () => Promise<unknown>, times = 5): Promise<number> {
  await work()
  const before = process.cpuUsage()
  for (let turn = 0; turn < times; turn += 1) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / times
}

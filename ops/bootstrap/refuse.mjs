/** Says what happened and how to mend it, and ends. */
export function refuse(problem, fix) {
  process.stderr.write(`error: ${problem}\nfix:   ${fix}\n`)
  process.exit(1)
}

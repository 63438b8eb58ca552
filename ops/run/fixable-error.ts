/** A failure that an operator can mend: what happened, and how to mend it. */
export class FixableError extends Error {
  readonly fix: string
  constructor(problem: string, fix: string) {
    super(problem)
    this.name = 'FixableError'
    this.fix = fix
  }
}

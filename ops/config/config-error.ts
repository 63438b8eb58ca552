import { FixableError } from '../run/fixable-error.ts'

export type ConfigProblem = { name: string; message: string; fix: string }

/** Everything that is wrong with the environment, one problem per variable. */
export class ConfigError extends FixableError {
  readonly problems: readonly ConfigProblem[]
  constructor(problems: readonly ConfigProblem[]) {
    const [first = { name: 'environment', message: 'is wrong', fix: '' }, ...others] = problems
    const rest = others.map((each) => `\nerror: ${each.name} ${each.message}\nfix:   ${each.fix}`)
    super(`${first.name} ${first.message}`, `${first.fix}${rest.join('')}`)
    this.problems = problems
  }
}

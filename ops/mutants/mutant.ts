/** A guard taken out of the sources, and the tests that must notice. */
export type Mutant = {
  /** What protects, in a few words. */
  guard: string
  edits: Edit[]
  /** Test files, from the root of the project. */
  tests: string[]
  /** Part of a test's name, where the whole file would take long. */
  named?: string
}

export type Edit = {
  file: string
  /** Occurs exactly once in the file; a guard that moved is an error, not a survivor. */
  find: string
  replace: string
}

export type Command = (args: string[]) => Promise<number>
type Entry = { summary: string; load: () => Promise<Command> }

/** What `npm run <name>` reaches; loaded one by one, so that a broken part does not take the others along. */
export const commands: Record<string, Entry> = {
  start: {
    summary: 'the whole product: database, worker, web, and in a demo the simulated outside world',
    load: async () => (await import('./start.ts')).start,
  },
  dev: {
    summary: 'the same, with pages that reload when their sources change',
    load: async () => (await import('./start.ts')).dev,
  },
  seed: {
    summary: 'the demo people and what they own, without serving',
    load: async () => (await import('./start.ts')).seed,
  },
  test: {
    summary: 'everything that must hold: verify, tests, start and stop, browser journey',
    load: async () => (await import('./test.ts')).test,
  },
  verify: {
    summary: 'format, lint, types, boundaries, dead code; no database',
    load: async () => (await import('./verify.ts')).verify,
  },
  e2e: {
    summary: 'the browser journey',
    load: async () => (await import('./e2e.ts')).e2e,
  },
  bench: {
    summary: '-- <name>: measures one part and prints its figures',
    load: async () => (await import('./bench.ts')).bench,
  },
  faults: {
    summary: '-- money|mutants: kills and cuts at the worst moments; guards taken out one by one',
    load: async () => (await import('./faults.ts')).faults,
  },
  'verify:ledger': {
    summary:
      'every platform account and every invariant of the money; -- --head, -- --expect <head>',
    load: async () => (await import('./verify-ledger.ts')).verifyLedger,
  },
  screens: {
    summary: 'every page in every theme, language and width, as pictures',
    load: async () => (await import('./screens.ts')).screens,
  },
  admin: {
    summary:
      '-- grant <e-mail>: makes a registered person an admin; -- reset-totp <e-mail>: takes a lost second factor off; -- settlement on|off "<reason>"; -- deposits <upstream> on|off "<reason>"; -- vault status|add|primary|retire|wrap',
    load: async () => (await import('./admin.ts')).admin,
  },
  explain: {
    summary: '-- <task id>: why a task went where it went, and whether a replay decides the same',
    load: async () => (await import('./explain.ts')).explain,
  },
  doctor: {
    summary: 'what is wrong with this machine or folder, and how to mend it',
    load: async () => (await import('./doctor.ts')).doctor,
  },
}

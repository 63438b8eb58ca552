export type Command = (args: string[]) => Promise<number>
type Entry = { summary: string; load: () => Promise<Command> }

/** What `npm run <name>` reaches. */
export const commands: Record<string, Entry> = {
  verify: {
    summary: 'format, lint, types, boundaries, dead code; no database',
    load: async () => (await import('./verify.ts')).verify,
  },
}

import { generateClient } from '@aetherflow/db/generate-client'
import { commands } from './commands/commands.ts'
import { describeFailure } from './run/describe-failure.ts'

const [name = 'help', ...args] = process.argv.slice(2)

// The channel to the bootstrap must not keep a finished command alive.
process.channel?.unref()

const command = commands[name]
if (command === undefined) {
  if (name !== 'help') console.error(`error: There is no command "${name}".`)
  console.error('fix:   use one of these:')
  for (const [each, { summary }] of Object.entries(commands)) {
    console.error(`  npm run ${each.padEnd(14)} ${summary}`)
  }
  process.exit(name === 'help' ? 0 : 1)
} else {
  try {
    // A clean clone has no database client yet, and most of what a command loads imports it.
    generateClient()
    const run = await command.load()
    // Work that a stop abandoned may still hold the process open.
    process.exit(await run(args))
  } catch (error) {
    console.error(describeFailure(error))
    process.exit(1)
  }
}

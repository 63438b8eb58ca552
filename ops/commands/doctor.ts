import { projectRoot } from '../config/project-root.ts'
import { readConfig, type Config } from '../config/read-config.ts'
import { checks, type Check, type Finding } from '../doctor/checks.ts'
import { FixableError } from '../run/fixable-error.ts'

/** Looks at this machine, this folder and this database, and says what is wrong and how to mend it. */
export async function doctor(): Promise<number> {
  const config = readConfig(process.env, projectRoot)
  let failed = 0
  for (const check of checks) {
    const { detail, fix, fails = false } = await examine(check, config)
    if (fails) failed += 1
    console.log(`${fails ? '✗' : fix === undefined ? '✓' : '!'} ${check.name.padEnd(12)} ${detail}`)
    if (fix !== undefined) console.log(`  fix:         ${fix}`)
  }
  return failed === 0 ? 0 : 1
}

async function examine(check: Check, config: Config): Promise<Finding> {
  try {
    return await check.run(config)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return {
      detail,
      fix: error instanceof FixableError ? error.fix : 'see the message',
      fails: true,
    }
  }
}

import { runTool, type ToolResult } from '../run/run-tool.ts'

export type Step = { name: string; fix: string; run: () => Promise<ToolResult> }

const quietTurbo = { TURBO_NO_UPDATE_NOTIFIER: '1', TURBO_TELEMETRY_DISABLED: '1' }

/** Everything that is checked without running the product, cheapest first. */
export const steps: Step[] = [
  {
    name: 'format',
    fix: 'npx oxfmt .',
    run: () => runTool('oxfmt', ['--check', '.']),
  },
  {
    name: 'boundaries',
    fix: 'import along the arrows of ARCHITECTURE.md, and declare what a package uses in its package.json',
    run: () => runTool('turbo', ['boundaries'], { env: quietTurbo }),
  },
  {
    name: 'lint',
    fix: 'mend the lines above (`npx oxlint --fix` mends some)',
    run: () => runTool('oxlint', []),
  },
  {
    name: 'types',
    fix: 'mend the lines above',
    run: () =>
      runTool(
        'turbo',
        [
          'run',
          'typecheck',
          '--output-logs=errors-only',
          '--continue',
          '--log-prefix=none',
          '--concurrency=2',
        ],
        { env: quietTurbo },
      ),
  },
  {
    name: 'dead code',
    fix: 'delete what nobody uses, or stop exporting what only its own file uses',
    run: () => runTool('knip', ['--no-progress', '--no-config-hints']),
  },
]

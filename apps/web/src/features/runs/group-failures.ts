import type { TaskView } from '@aetherflow/api/tasks/schemas'

export type FailureGroup = {
  code: string
  tasks: TaskView[]
  /** What came back to the wallet for all of them. */
  returned: bigint
}

/** The failed tasks of a run by cause: three images that failed alike are one message. */
export function groupFailures(tasks: readonly TaskView[]): FailureGroup[] {
  const failed = tasks.filter(({ status }) => status === 'failed' || status === 'expired')
  const byCode = Map.groupBy(failed, (task) => codeOf(task))
  return [...byCode].map(([code, group]) => ({
    code,
    tasks: group,
    returned: group.reduce((sum, { released }) => sum + (released ?? 0n), 0n),
  }))
}

/** The prompt is the cause: asking the same again would fail again. */
export const isAboutPrompt = (code: string): boolean =>
  [
    'PROMPT_REFUSED',
    'OUTPUT_FILTERED',
    'OUTPUT_TOO_LARGE',
    'LANGUAGE_UNSUPPORTED',
    'PUBLIC_FIGURE',
    'PAYLOAD_TOO_LARGE',
    'BAD_REQUEST',
  ].includes(code)

function codeOf({ status, errorCode }: TaskView): string {
  return errorCode ?? (status === 'expired' ? 'DEADLINE_PASSED' : 'UPSTREAM_ERROR')
}

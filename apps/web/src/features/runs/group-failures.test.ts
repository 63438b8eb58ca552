import { expect, test } from 'vitest'
import { sampleTask } from '../testing/sample-task.ts'
import { groupFailures, isAboutPrompt } from './group-failures.ts'

test('failures of one cause are one group with the sum of what came back', () => {
  const tasks = [
    sampleTask({ id: 'a', status: 'failed', errorCode: 'TIMEOUT', released: 300n }),
    sampleTask({ id: 'b', status: 'completed', released: 0n }),
    sampleTask({ id: 'c', status: 'failed', errorCode: 'TIMEOUT', released: 300n }),
    sampleTask({ id: 'd', status: 'expired', released: 800n }),
    sampleTask({ id: 'e', status: 'cancelled', released: 800n }),
  ]
  const groups = groupFailures(tasks).map(({ code, returned, tasks: group }) => [
    code,
    returned,
    group.length,
  ])
  expect(groups).toEqual([
    ['TIMEOUT', 600n, 2],
    ['DEADLINE_PASSED', 800n, 1],
  ])
})

test('a run without failures has no groups', () => {
  expect(groupFailures([sampleTask()])).toEqual([])
})

test('the prompt is asked about only where it is the cause', () => {
  expect(isAboutPrompt('PROMPT_REFUSED')).toBe(true)
  expect(isAboutPrompt('TIMEOUT')).toBe(false)
})

import type { ResourceView } from '@aetherflow/api/gateway/schemas'

/**
 * What is stopped, disabled, not live yet or looked at for the first time has nothing to stop. What its owner has paused has:
 * a use that was claimed before may begin once it is resumed, and after a stop it may not.
 */
export const canStop = ({ status, statusReason }: Pick<ResourceView, 'status' | 'statusReason'>) =>
  status === 'active' ||
  status === 'error' ||
  (status === 'verifying' && statusReason === 'recheck') ||
  (status === 'paused' && statusReason === 'owner')

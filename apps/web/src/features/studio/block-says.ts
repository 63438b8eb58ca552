import type { Block } from './block-of-draft.ts'

const codes: Partial<Record<Block['kind'], string>> = {
  language: 'PROMPT_LANGUAGE',
  closed: 'MODEL_CLOSED_TO_YOU',
  'no-provider': 'NO_CAPACITY',
  'ceiling-low': 'PRICE_CHANGED',
  frozen: 'ACCOUNT_FROZEN',
  cap: 'DAILY_CAP_REACHED',
  short: 'INSUFFICIENT_CREDITS',
  'prompt-empty': 'PROMPT_MISSING',
  'picture-missing': 'INPUT_MISSING',
  'picture-unfit': 'INPUT_UNFIT',
  'mask-size': 'INPUT_UNFIT',
  option: 'PARAMS_UNSUPPORTED',
  'needs-one-of': 'PARAMS_UNSUPPORTED',
}

/** Whether the note about a block says what a refusal with this code would say again. */
export function blockSays(block: Block | null, code: string): boolean {
  return block !== null && codes[block.kind] === code
}

import type { PayLook } from '../pages/pay-look.ts'

/** Alipay's pay page, as far as it is played here. */
export const alipayLook: PayLook = {
  en: {
    tag: 'Simulated Alipay · play money',
    note: 'No real money moves here. Paying and closing are recorded and told to the shop by a signed notification; leaving keeps the trade open until its time is over, as at Alipay.',
    buttons: [
      { value: 'pay', label: 'Pay', kind: 'primary' },
      { value: 'cancel', label: 'Close this trade', kind: 'usual' },
      { value: 'leave', label: 'Leave without paying', kind: 'plain' },
    ],
  },
  zh: {
    tag: '模拟支付宝 · 虚拟货币',
    note: '这里不会发生真实扣款。付款与关闭会被记录，并以签名通知告知商店；暂不付款则交易保持待付，直至超时，与支付宝一致。',
    buttons: [
      { value: 'pay', label: '确认付款', kind: 'primary' },
      { value: 'cancel', label: '关闭交易', kind: 'usual' },
      { value: 'leave', label: '暂不付款', kind: 'plain' },
    ],
  },
}

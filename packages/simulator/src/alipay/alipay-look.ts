import type { PayLook } from '../pages/pay-look.ts'

/** Alipay's pay page, as far as it is played here. */
export const alipayLook: PayLook = {
  en: {
    tag: 'Simulated Alipay · play money',
    note: 'No real money moves here. Each button does what Alipay would: it records the outcome, tells the shop with a signed notification, and sends you back.',
    buttons: [
      { value: 'pay', label: 'Pay', kind: 'primary' },
      { value: 'cancel', label: 'Close this trade', kind: 'usual' },
      { value: 'leave', label: 'Leave without paying', kind: 'plain' },
    ],
  },
  zh: {
    tag: '模拟支付宝 · 虚拟货币',
    note: '这里不会发生真实扣款。每个按钮都与支付宝一致：记录结果，以签名通知告知商店，再把你送回商店。',
    buttons: [
      { value: 'pay', label: '确认付款', kind: 'primary' },
      { value: 'cancel', label: '关闭交易', kind: 'usual' },
      { value: 'leave', label: '暂不付款', kind: 'plain' },
    ],
  },
}

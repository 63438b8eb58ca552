import type { PayLook } from '../pages/pay-look.ts'

/** The sandbox's pay page. */
export const sandboxLook: PayLook = {
  en: {
    tag: 'Sandbox payment · play money',
    note: 'No real money moves here. Each button does what a real gateway would: it records the outcome, tells the shop with a signed message, and sends you back.',
    buttons: [
      { value: 'pay', label: 'Pay', kind: 'primary' },
      { value: 'cancel', label: 'Cancel', kind: 'usual' },
      { value: 'expire', label: 'Let it expire', kind: 'plain' },
    ],
  },
  zh: {
    tag: '沙盒支付 · 虚拟货币',
    note: '这里不会发生真实扣款。每个按钮都与真实网关一致：记录结果，以签名消息通知商店，再把你送回商店。',
    buttons: [
      { value: 'pay', label: '支付', kind: 'primary' },
      { value: 'cancel', label: '取消付款', kind: 'usual' },
      { value: 'expire', label: '任其过期', kind: 'plain' },
    ],
  },
}

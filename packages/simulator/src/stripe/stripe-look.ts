import type { PayLook } from '../pages/pay-look.ts'

/** The hosted checkout page. */
export const stripeLook: PayLook = {
  en: {
    tag: 'Simulated Stripe Checkout · play money',
    note: 'Nothing here reaches Stripe. A card pays at once; the bank confirms a few seconds after you are back in the shop, which is how slow methods behave; going back leaves the page open until it expires.',
    buttons: [
      { value: 'pay', label: 'Pay by card 4242 …', kind: 'primary' },
      { value: 'bank', label: 'Pay by bank', kind: 'usual' },
      { value: 'back', label: 'Back without paying', kind: 'plain' },
    ],
  },
  zh: {
    tag: '模拟 Stripe Checkout · 虚拟货币',
    note: '这里的一切都不会到达 Stripe。银行卡立即付款；银行转账会在你回到商店几秒后才确认，这正是慢速付款方式的表现；返回商店会让付款页保持打开，直到过期。',
    buttons: [
      { value: 'pay', label: '用卡 4242 … 支付', kind: 'primary' },
      { value: 'bank', label: '银行转账', kind: 'usual' },
      { value: 'back', label: '不付款返回', kind: 'plain' },
    ],
  },
}

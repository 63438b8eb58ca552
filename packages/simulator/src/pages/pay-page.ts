import type { Payment } from '../payments/payment.ts'
import { html, trusted } from './html.ts'
import type { Markup } from './html.ts'
import type { Language } from './language.ts'
import { layout } from './layout.ts'
import type { PayLook } from './pay-look.ts'
import { FLOWLINE } from './styles.ts'

const WORDS = {
  en: {
    title: 'Confirm your payment',
    order: 'Order',
    merchant: 'Paid to',
    left: 'Time left',
    opened: 'Open until',
    back: 'Back to the shop',
    closed: { paid: 'Paid', cancelled: 'Cancelled', expired: 'Expired' },
    closedNote: {
      paid: 'The shop has been told. You can close this page.',
      cancelled: 'Nothing was charged. The shop has been told.',
      expired: 'The time ran out and nothing was charged. Start again from the shop.',
    },
  },
  zh: {
    title: '确认付款',
    order: '订单',
    merchant: '收款方',
    left: '剩余时间',
    opened: '有效期至',
    back: '返回商店',
    closed: { paid: '已支付', cancelled: '已取消', expired: '已过期' },
    closedNote: {
      paid: '已通知商店，你可以关闭此页面。',
      cancelled: '没有扣款，已通知商店。',
      expired: '时间已到，没有扣款。请回到商店重新发起。',
    },
  },
} as const

const STYLES = `
.slip{margin-top:5vh;background:var(--surface);border:1px solid var(--line);border-radius:3px;padding:28px 28px 24px}
.slip h1{font-size:16px;line-height:24px;color:var(--ink2);font-weight:400;font-family:inherit;letter-spacing:0}
.subject{font-size:15px;margin-top:2px}
.amount{font-size:44px;line-height:56px;margin-top:14px;letter-spacing:-.02em}
dl{display:grid;grid-template-columns:auto 1fr;gap:8px 24px}
dt{color:var(--ink2)}dd{margin:0;text-align:right;overflow-wrap:anywhere}
form{display:grid;gap:10px;margin-top:24px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:10px}
.note{margin-top:18px}
.state{font-size:22px;line-height:30px;margin-top:20px}.state.paid{color:var(--ok)}.state.cancelled{color:var(--ink2)}.state.expired{color:var(--warn)}
@media (max-width:480px){.slip{padding:22px 18px;margin-top:8px}.amount{font-size:38px}}
`

const COUNTDOWN = `const out=document.getElementById('left'),end=Date.parse(out.dataset.until);
const show=()=>{const s=Math.max(0,Math.round((end-Date.now())/1000));out.textContent=Math.floor(s/60)+':'+String(s%60).padStart(2,'0');if(s>0)setTimeout(show,500);else location.reload()};
if(end-Date.now()<864e5)show();
document.querySelector('form').addEventListener('submit',e=>{if(e.target.dataset.sent){e.preventDefault();return}e.target.dataset.sent='1'});`

/** The hosted page where a buyer pays, cancels or lets the payment expire. */
export function payPage({
  payment,
  nonce,
  language,
  look,
}: {
  payment: Payment
  nonce: string
  language: Language
  look: PayLook
}): string {
  const own = look[language]
  const words = WORDS[language]
  const amount = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-US', {
    style: 'currency',
    currency: payment.currency,
  }).format(payment.amountMinor / 100)
  const open = payment.status === 'pending'
  const until = new Date(payment.expiresAt).toISOString()
  const body = html`<section class="slip">
      <h1>${words.title}</h1>
      <p class="subject">${payment.subject}</p>
      <p class="amount num">${amount}</p>
      ${trusted(FLOWLINE)}
      <dl>
        <dt>${words.merchant}</dt>
        <dd>${payment.merchant}</dd>
        <dt>${words.order}</dt>
        <dd><code>${payment.orderId}</code></dd>
        ${
          open
            ? html`<dt>${words.left}</dt>
                <dd class="num">
                  <span id="left" data-until="${until}"
                    >${until.slice(0, 16).replace('T', ' ')} UTC</span
                  >
                </dd>`
            : ''
        }
      </dl>
      ${payment.status === 'pending' ? buttons(payment, amount, own.buttons) : closed(payment.status, payment, language)}
    </section>
    ${open ? html`<p class="muted small note">${own.note}</p>` : ''}`
  return layout({
    nonce,
    language,
    title: `${amount} · ${payment.subject}`,
    wide: '520px',
    tag: own.tag,
    styles: STYLES,
    body,
    ...(open ? { script: COUNTDOWN } : {}),
  })
}

function buttons(payment: Payment, amount: string, all: PayLook[Language]['buttons']): Markup {
  const button = ({ value, label, kind }: (typeof all)[number]) =>
    html`<button class="btn ${kind}" name="button" value="${value}">
      ${label}${kind === 'primary' ? html` <span class="num">${amount}</span>` : ''}
    </button>`
  return html`<form method="post">
    <input type="hidden" name="token" value="${payment.formToken}" />
    ${all.filter(({ kind }) => kind === 'primary').map(button)}
    <div class="pair">${all.filter(({ kind }) => kind !== 'primary').map(button)}</div>
  </form>`
}

function closed(
  status: 'paid' | 'cancelled' | 'expired',
  payment: Payment,
  language: Language,
): Markup {
  const words = WORDS[language]
  return html`<p class="state ${status}">${words.closed[status]}</p>
    <p class="muted">${words.closedNote[status]}</p>
    <p class="note"><a class="btn" href="${payment.returnUrl}">${words.back}</a></p>`
}

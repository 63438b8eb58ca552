import { randomBytes } from 'node:crypto'
import type { Exchange } from '../http/router.ts'
import { sendPage } from '../http/send.ts'
import { html } from '../pages/html.ts'
import { languageOf } from '../pages/language.ts'
import { layout } from '../pages/layout.ts'

const WORDS = {
  en: {
    tag: 'Simulated Alipay · play money',
    title: 'Alipay does not take this payment',
    text: 'The shop’s request was refused. No money has moved. Go back to the shop and start the top-up again.',
    code: 'Code',
  },
  zh: {
    tag: '模拟支付宝 · 虚拟货币',
    title: '支付宝未受理这笔付款',
    text: '商店的请求被拒绝，没有任何款项被扣。请回到商店重新发起充值。',
    code: '错误码',
  },
} as const

const STYLES = 'h1{font-size:28px;line-height:38px;margin-top:32px}p{margin-top:12px}'

/** What the buyer sees when the shop's address is wrong. */
export function refusalPage({ request, response, url }: Exchange, subCode: string): void {
  const nonce = randomBytes(16).toString('base64')
  const language = languageOf(url, request.headers['accept-language'])
  const words = WORDS[language]
  sendPage(response, {
    status: 400,
    nonce,
    html: layout({
      nonce,
      language,
      title: words.title,
      wide: '560px',
      tag: words.tag,
      styles: STYLES,
      body: html`<h1>${words.title}</h1>
        <p class="muted">${words.text}</p>
        <p class="small">${words.code} <code>${subCode}</code></p>`,
    }),
  })
}

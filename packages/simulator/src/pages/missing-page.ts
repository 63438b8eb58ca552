import { html } from './html.ts'
import type { Language } from './language.ts'
import { layout } from './layout.ts'

/** For a payment that the simulator does not know (any more). */
export function missingPage({ nonce, language }: { nonce: string; language: Language }): string {
  const words =
    language === 'zh'
      ? {
          title: '找不到这笔付款',
          text: '链接可能不完整，或者模拟器已重新启动——付款只保存在内存里。没有任何款项被扣。请回到商店重新发起充值。',
          tag: '沙盒支付',
        }
      : {
          title: 'This payment is not known here',
          text: 'The link may be incomplete, or the simulator was restarted: it keeps payments in memory only. No money has moved. Go back to the shop and start the top-up again.',
          tag: 'Sandbox payment',
        }
  return layout({
    nonce,
    language,
    title: words.title,
    wide: '560px',
    tag: words.tag,
    body: html`<h1>${words.title}</h1>
      <p class="muted">${words.text}</p>`,
  })
}

import type { MailTemplate } from './render-mail.ts'

type Text = { subject: string; greeting: string; body: string; footer: string }

const en: Record<MailTemplate, Text> = {
  verify_email: {
    subject: 'Confirm your e-mail for Aetherflow',
    greeting: 'Welcome to Aetherflow.',
    body: 'Open this link within 24 hours to confirm your address. Your starter credits arrive the moment you do.',
    footer: 'If you did not sign up, ignore this mail: nothing happens without the link.',
  },
  reset_password: {
    subject: 'Set a new password for Aetherflow',
    greeting: 'Somebody asked to reset your password.',
    body: 'Open this link within an hour to set a new one. Every device is signed out when you do.',
    footer: 'If it was not you, ignore this mail: your password stays as it is.',
  },
  already_registered: {
    subject: 'You already have an Aetherflow account',
    greeting: 'Somebody tried to sign up with this address.',
    body: 'You have an account already. Sign in here, or reset your password there if you forgot it.',
    footer: 'If it was not you, you need not do anything.',
  },
  password_changed: {
    subject: 'Your Aetherflow password was changed',
    greeting: 'Your password was changed just now.',
    body: 'Other devices were signed out. If this was not you, reset your password at once from the sign-in page.',
    footer: 'Aetherflow',
  },
  second_factor_on: {
    subject: 'A second factor guards your Aetherflow account',
    greeting: 'An authenticator was set up for your account just now.',
    body: 'From now on signing in takes its code besides your password. Other devices were signed out. If this was not you, reset your password at once and write to support. Your settings are here.',
    footer: 'Keep the recovery codes apart from your phone: each opens the account once.',
  },
  second_factor_off: {
    subject: 'The second factor of your Aetherflow account is off',
    greeting: 'The second factor of your account was turned off just now.',
    body: 'Your password alone opens the account again. If this was not you, change your password at once. Your settings are here.',
    footer: 'Aetherflow',
  },
  recovery_code_used: {
    subject: 'A recovery code of your Aetherflow account was used',
    greeting:
      'Somebody who knows your password signed in or changed the second factor with one of your recovery codes.',
    body: 'That code is used up. If this was not you, change your password and renew the codes at once. Your settings are here.',
    footer: 'Aetherflow',
  },
  dispute_opened: {
    subject: 'We are looking at your dispute',
    greeting: 'Your dispute has arrived.',
    body: 'We attached what our system knows about the image. Its earnings are kept back until we have decided; you need not send anything more. Follow it here.',
    footer: 'You can withdraw it while nobody has decided.',
  },
  dispute_refunded: {
    subject: 'Your dispute is settled: you were refunded',
    greeting: 'We decided in your favour.',
    body: 'The credits went back to where they came from. The amounts and our reasons are here.',
    footer: 'Aetherflow',
  },
  dispute_compensated: {
    subject: 'Your dispute is settled: bonus credits for you',
    greeting: 'We looked at your dispute.',
    body: 'The image is not refunded, but you were given bonus credits. The amount, how long they last and our reasons are here.',
    footer: 'Aetherflow',
  },
  dispute_rejected: {
    subject: 'Your dispute is settled: no refund',
    greeting: 'We looked at your dispute and did not find a reason to refund it.',
    body: 'Nothing was moved. What we looked at and our reasons are here.',
    footer: 'Aetherflow',
  },
  dispute_under_review: {
    subject: 'An image made with your resource is under review',
    greeting: 'A consumer disputed an image that your resource made.',
    body: 'What it earned you stays pending until we have decided. You need not do anything: the attempts and receipts are attached already.',
    footer: 'Aetherflow',
  },
  dispute_cost_you: {
    subject: 'A dispute about your resource ended with a refund',
    greeting: 'We refunded an image that your resource made.',
    body: 'Your share of what was refunded left your pending earnings, and so did our commission leave ours. The figures are here.',
    footer: 'Aetherflow',
  },
  dispute_cost_nothing: {
    subject: 'A dispute about your resource is closed',
    greeting: 'The dispute about an image that your resource made is closed.',
    body: 'It cost you nothing: what the image earned you becomes yours as usual.',
    footer: 'Aetherflow',
  },
  low_balance: {
    subject: 'Few credits are left in your Aetherflow wallet',
    greeting: 'You have {left} credits left, fewer than the {mark} at which you wanted to be told.',
    body: 'Images under way are not in danger: their credits are reserved. Top up here, or change when you are told in the account settings.',
    footer: 'You get this once each time your credits fall below the mark.',
  },
  key_drift: {
    subject: 'Your key was used beside Aetherflow',
    greeting: 'The account behind your key spent {amount} upstream credits that we did not make.',
    body: 'If that was you, tell us so on the page below and we count anew. If it was not, change the key at its vendor and connect the new one here. Nothing was paused.',
    footer: 'You get this once for each finding.',
  },
}

const zh: Record<MailTemplate, Text> = {
  verify_email: {
    subject: '确认你的 Aetherflow 邮箱',
    greeting: '欢迎来到 Aetherflow。',
    body: '请在 24 小时内打开下面的链接确认邮箱，确认后新手积分立即到账。',
    footer: '如果不是你注册的，请忽略这封邮件：不打开链接就什么也不会发生。',
  },
  reset_password: {
    subject: '重置你的 Aetherflow 密码',
    greeting: '有人请求重置你的密码。',
    body: '请在一小时内打开下面的链接设置新密码。重置后所有设备都会退出登录。',
    footer: '如果不是你本人操作，请忽略这封邮件，密码不会改变。',
  },
  already_registered: {
    subject: '你已经有 Aetherflow 账号了',
    greeting: '有人用这个邮箱尝试注册。',
    body: '你已经有账号了，请从下面的链接登录；忘记密码也可以在那里重置。',
    footer: '如果不是你本人操作，无需处理。',
  },
  password_changed: {
    subject: '你的 Aetherflow 密码已修改',
    greeting: '你的密码刚刚被修改。',
    body: '其他设备已退出登录。如果不是你本人操作，请立即在登录页重置密码。',
    footer: 'Aetherflow',
  },
  second_factor_on: {
    subject: '你的 Aetherflow 账号已启用双重验证',
    greeting: '你的账号刚刚绑定了验证器。',
    body: '今后登录除密码外还需要输入验证码。其他设备已退出登录。如果不是你本人操作，请立即重置密码并联系客服。可以在这里查看设置。',
    footer: '请把恢复码与手机分开保存：每个恢复码只能使用一次。',
  },
  second_factor_off: {
    subject: '你的 Aetherflow 账号已关闭双重验证',
    greeting: '你账号的双重验证刚刚被关闭。',
    body: '现在只凭密码即可登录。如果不是你本人操作，请立即修改密码。可以在这里查看设置。',
    footer: 'Aetherflow',
  },
  recovery_code_used: {
    subject: '你的 Aetherflow 恢复码已被使用',
    greeting: '有人凭你的密码和一个恢复码登录了账号，或修改了双重验证。',
    body: '该恢复码已失效。如果不是你本人操作，请立即修改密码并更换恢复码。可以在这里查看设置。',
    footer: 'Aetherflow',
  },
  dispute_opened: {
    subject: '我们正在处理你的争议',
    greeting: '你的争议已收到。',
    body: '系统已附上这张图片的全部记录。在我们作出决定之前，相关收益会被暂扣；你无需再提交任何材料。可以在这里查看进展。',
    footer: '在我们作出决定之前，你可以撤回争议。',
  },
  dispute_refunded: {
    subject: '争议已处理：已为你退款',
    greeting: '我们支持了你的争议。',
    body: '积分已按原来的来源退回。金额和理由见下面的链接。',
    footer: 'Aetherflow',
  },
  dispute_compensated: {
    subject: '争议已处理：已补偿赠送积分',
    greeting: '我们审核了你的争议。',
    body: '这张图片不退款，但我们为你补偿了赠送积分。金额、有效期和理由见下面的链接。',
    footer: 'Aetherflow',
  },
  dispute_rejected: {
    subject: '争议已处理：不予退款',
    greeting: '我们审核了你的争议，没有找到退款的理由。',
    body: '没有任何资金变动。我们核查的内容和理由见下面的链接。',
    footer: 'Aetherflow',
  },
  dispute_under_review: {
    subject: '你的资源生成的一张图片正在复核',
    greeting: '有消费者对你的资源生成的一张图片提出了争议。',
    body: '在我们作出决定之前，这张图片的收益保持待结算。你无需操作：调用记录和凭据已自动附上。',
    footer: 'Aetherflow',
  },
  dispute_cost_you: {
    subject: '与你的资源有关的争议以退款结束',
    greeting: '我们对你的资源生成的一张图片做了退款。',
    body: '退款中属于你的部分已从待结算收益中扣除，平台佣金也相应退回。明细见下面的链接。',
    footer: 'Aetherflow',
  },
  dispute_cost_nothing: {
    subject: '与你的资源有关的争议已结束',
    greeting: '与你的资源生成的一张图片有关的争议已结束。',
    body: '你没有任何损失：这张图片的收益照常结算。',
    footer: 'Aetherflow',
  },
  low_balance: {
    subject: '你的 Aetherflow 积分不多了',
    greeting: '你还剩 {left} 积分，低于你设置的提醒线 {mark}。',
    body: '进行中的图片不受影响，它们的积分已经预扣。可以在这里充值，或在账号设置里修改提醒。',
    footer: '积分每次降到提醒线以下时只提醒一次。',
  },
  key_drift: {
    subject: '你的密钥在 Aetherflow 之外被使用过',
    greeting: '你的密钥所属账户消耗了 {amount} 上游积分，而这些不是我们发起的。',
    body: '如果是你本人使用，请在下面的页面确认，我们会重新开始计数。如果不是，请到上游更换密钥，再到这里连接新的密钥。我们没有暂停任何资源。',
    footer: '每次发现只提醒一次。',
  },
}

export const mailTexts = { en, zh }

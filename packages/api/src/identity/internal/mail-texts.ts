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
}

export const mailTexts = { en, zh }

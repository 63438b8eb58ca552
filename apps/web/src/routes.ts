/** Where each page lives, without the locale; pages and links take their paths from here. */
export const routes = {
  home: '/',
  signIn: '/sign-in',
  signUp: '/sign-up',
  verifyEmail: '/verify-email',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  account: '/account',
  /** Demo and test only. */
  outbox: '/outbox',
  studio: '/studio',
  history: '/history',
  run: (id: string) => `/runs/${id}`,
  task: (id: string) => `/tasks/${id}`,
  wallet: '/wallet',
  order: (id: string) => `/orders/${id}`,
  provide: '/provide',
  provideNew: '/provide/new',
  resource: (id: string) => `/provide/${id}`,
} as const

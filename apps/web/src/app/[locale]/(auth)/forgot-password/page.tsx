import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ForgotPasswordForm } from '../../../../features/auth/forgot-password-form.tsx'
import { readDeps } from '../../../../server/deps-slot.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth.forgot'))('title') }
}

export default function ForgotPasswordPage() {
  return <ForgotPasswordForm isDemo={readDeps().mode !== 'production'} />
}

'use client'
import { type Profile, updateProfileInput } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { Section } from '@aetherflow/ui/section'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { useRouter } from '../../i18n/navigation.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { issueKey } from '../auth/issue-key.ts'
import { ApiError } from '../errors/api-error.tsx'

const schema = updateProfileInput.pick({ displayName: true }).required()

export function ProfileSection({ displayName }: Pick<Profile, 'displayName'>) {
  const t = useTranslations('account.profile')
  const issues = useTranslations('auth.issues')
  const common = useTranslations('common')
  const router = useRouter()
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { displayName },
  })
  // The frame shows the name too, so the page is drawn again.
  const saving = useMutation(
    useTRPC().identity.updateProfile.mutationOptions({ onSuccess: () => router.refresh() }),
  )
  const submit = handleSubmit((fields) => {
    if (!saving.isPending) saving.mutate(fields)
  })
  const error = formState.errors.displayName
  return (
    <Section id="profile" title={t('title')}>
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid max-w-[25rem] gap-4"
      >
        <Field
          label={t('name')}
          hint={t('nameHint')}
          error={error && issues(issueKey('displayName', error.type))}
        >
          <Input autoComplete="nickname" {...register('displayName')} />
        </Field>
        {saving.error && <ApiError error={saving.error} />}
        <div className="flex items-center gap-3">
          <Button type="submit" loading={saving.isPending} loadingText={common('saving')}>
            {t('save')}
          </Button>
          <output className="block text-ink-2">{saving.isSuccess ? t('saved') : ''}</output>
        </div>
      </form>
    </Section>
  )
}

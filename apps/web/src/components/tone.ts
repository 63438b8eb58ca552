import type { StatusDot } from '@aetherflow/ui/status-dot'
import type { ComponentProps } from 'react'

/** The tones in which a state can be shown. */
export type Tone = ComponentProps<typeof StatusDot>['tone']

'use client'
import { Button } from '@aetherflow/ui/button'
import { Disclosure } from '@aetherflow/ui/disclosure'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { boxOf, type Stroke } from './mask-strokes.ts'
import type { PictureFacts } from './use-picture.ts'

const sides = ['left', 'top', 'width', 'height'] as const

/** The same without a pointer: a rectangle in percent of the picture. */
export function MaskBox({ image, onBox }: { image: PictureFacts; onBox: (box: Stroke) => void }) {
  const t = useTranslations('studio.mask.box')
  const [box, setBox] = useState({ left: '25', top: '25', width: '50', height: '50' })
  const [failed, setFailed] = useState(false)
  const add = (erase: boolean) => {
    const stroke = boxOf(box, image, erase)
    setFailed(stroke === null)
    if (stroke !== null) onBox(stroke)
  }
  return (
    <Disclosure summary={t('title')}>
      <div className="grid gap-3">
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
          {sides.map((side) => (
            <Field key={side} label={t(side)}>
              <Input
                inputMode="decimal"
                autoComplete="off"
                after="%"
                value={box[side]}
                onChange={(event) => setBox({ ...box, [side]: event.target.value })}
                className="num"
              />
            </Field>
          ))}
        </div>
        {failed && (
          <p role="alert" className="text-sm text-bad">
            {t('invalid')}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button size="dense" onClick={() => add(false)}>
            {t('add')}
          </Button>
          <Button size="dense" onClick={() => add(true)}>
            {t('erase')}
          </Button>
        </div>
      </div>
    </Disclosure>
  )
}

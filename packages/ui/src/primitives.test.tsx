import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Button } from './button.tsx'
import { Credits } from './credits.tsx'
import { DataTable } from './data-table.tsx'
import { Field } from './field.tsx'
import { Flowline } from './flowline.tsx'
import { Input } from './input.tsx'
import { parseRatio } from './ratio-glyph.tsx'
import { Switch } from './switch.tsx'
import { Time } from './time.tsx'

test('a field names its control and describes it by hint and error', () => {
  const html = renderToStaticMarkup(
    <Field label="E-mail" hint="We write rarely" error="Not an address" required>
      <Input name="email" />
    </Field>,
  )
  const id = /<input[^>]* id="([^"]+)"/.exec(html)?.[1] ?? 'none'
  expect(html).toContain(`<label for="${id}"`)
  expect(html).toContain(`aria-describedby="${id}-hint ${id}-error"`)
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('aria-required="true"')
  expect(html).toContain(`id="${id}-error" role="alert"`)
})

test('the words of a switch are the label of its control', () => {
  const html = renderToStaticMarkup(
    <Switch label="Several" hint="Side by side" checked={false} onChange={() => {}} />,
  )
  expect(html).toMatch(/^<label.*<input[^>]*type="checkbox".*Several.*<\/label>$/)
  expect(html).toContain(`aria-labelledby="${/<span id="([^"]+)"[^>]*>Several/.exec(html)?.[1]}"`)
})

test('a loading button says what it does, stays focusable and is busy', () => {
  const html = renderToStaticMarkup(
    <Button variant="primary" loading loadingText="Submitting…">
      Generate
    </Button>,
  )
  expect(html).toContain('Submitting…')
  expect(html).not.toContain('Generate')
  expect(html).toContain('aria-busy="true"')
  expect(html).not.toContain('disabled=""')
})

test('a button does not submit a form unless it is told to', () => {
  expect(renderToStaticMarkup(<Button>Cancel</Button>)).toContain('type="button"')
  expect(renderToStaticMarkup(<Button type="submit">Save</Button>)).toContain('type="submit"')
})

test('credits read their unit out and hide their sign from screen readers', () => {
  const html = renderToStaticMarkup(<Credits value={124050n} unit="credits" held />)
  expect(html).toContain('1,240.50')
  expect(html).toContain('<span class="sr-only"> credits</span>')
  expect(html).toContain('<svg aria-hidden="true"')
  expect(html).toContain('held')
})

test('a flowline is a progress bar only with a name and a progress', () => {
  expect(renderToStaticMarkup(<Flowline />)).toContain('aria-hidden="true"')
  const html = renderToStaticMarkup(<Flowline label="Image 1" progress={0.5} />)
  expect(html).toContain('role="progressbar"')
  expect(html).toContain('aria-valuenow="50"')
  expect(renderToStaticMarkup(<Flowline label="x" progress={7} />)).toContain('aria-valuenow="100"')
})

test('a flowline that does not move carries no moving mark', () => {
  expect(renderToStaticMarkup(<Flowline progress={0.2} />)).not.toContain('data-moving')
})

test('a table keeps its roles and names each cell for the phone', () => {
  const html = renderToStaticMarkup(
    <DataTable
      caption="Lines"
      rowKey={(row) => row.id}
      rows={[{ id: 'a', amount: '1.00' }]}
      columns={[
        { key: 'id', header: 'Id', lead: true, cell: (row) => row.id },
        { key: 'amount', header: 'Amount', align: 'end', cell: (row) => row.amount },
      ]}
    />,
  )
  expect(html).toContain('role="table"')
  expect(html).toContain('data-label="Amount"')
  expect(html).toContain('data-lead="true"')
})

test('a ratio that makes no sense is a square', () => {
  expect(parseRatio('16:9')).toEqual([16, 9])
  for (const odd of ['', '16', '0:9', 'a:b', '-1:2']) expect(parseRatio(odd)).toEqual([1, 1])
})

test('a time carries its machine form and its exact text', () => {
  const html = renderToStaticMarkup(
    <Time value={new Date(0)} text="long ago" exact="1 January 1970" />,
  )
  expect(html).toContain('dateTime="1970-01-01T00:00:00.000Z"')
  expect(html).toContain('title="1 January 1970"')
})

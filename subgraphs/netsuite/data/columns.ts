import type { SimColumn } from '../../dialects/suiteql/simulate.ts'

type Read<Row> = (row: Row) => string | null | undefined

export const text = <Row>(read: Read<Row>): SimColumn<Row> => ({ type: 'text', value: (row) => read(row) ?? null })
export const number = <Row>(read: Read<Row>): SimColumn<Row> => ({ type: 'number', value: (row) => read(row) ?? null })
export const date = <Row>(read: Read<Row>): SimColumn<Row> => ({ type: 'date', value: (row) => read(row) ?? null })
export const instant = <Row>(read: Read<Row>): SimColumn<Row> => ({
  type: 'instant',
  value: (row) => read(row) ?? null,
})

/** NetSuite's booleans are letters. */
export const flag = <Row>(read: (row: Row) => boolean): SimColumn<Row> => text((row) => (read(row) ? 'T' : 'F'))

/** An internal id, and the text that `BUILTIN.DF` shows for it. */
export function reference<Row>(read: Read<Row>, display: Read<Row>): SimColumn<Row> {
  return { ...number(read), display: (row) => display(row) ?? null }
}

/** A code, and the text that `BUILTIN.DF` shows for it. */
export function code<Row>(read: Read<Row>, display: Read<Row>): SimColumn<Row> {
  return { ...text(read), display: (row) => display(row) ?? null }
}

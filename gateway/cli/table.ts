/** Rows of text under their headings, each column as wide as its widest cell; columns of numbers are written to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows]
  const widths = headings.map((_, i) => Math.max(...all.map((row) => row[i]!.length)))
  const isNumber = headings.map((_, i) => rows.length > 0 && rows.every((row) => /^([\d,.]+( \S+)?|–)?$/.test(row[i]!)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd()
  return all.map(line).join('\n')
}

/** What is not known, or not there. */
export const nothing = '–'

/** 12345.6 as 12,346. */
export const whole = (count: number | null): string =>
  count === null ? nothing : Math.round(count).toLocaleString('en')

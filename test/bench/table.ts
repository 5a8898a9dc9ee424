/** What is told in rows, for terminals and for pages. */
export interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** How to read it. */
  readonly note?: string
}

/** Columns as wide as they must be. */
export function plainText({ title, head, rows, note }: Table): string {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)))
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return [title, ...(note ? [note] : []), ...text].join('\n')
}

export function markdown({ title, head, rows, note }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const text = [line(head), line(head.map(() => '---')), ...rows.map(line)]
  return [`### ${title}`, '', ...(note ? [note, ''] : []), ...text].join('\n')
}

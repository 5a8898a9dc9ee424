/** A decimal as a whole number of units with so many digits after the point: some decimals have more and some fewer. */
export function scaled(decimal: string, scale: number): bigint {
  const [whole = '', part = ''] = decimal.split('.')
  return BigInt(whole + part.padEnd(scale, '0'))
}

export function unscaled(units: bigint, scale: number): string {
  if (scale === 0) return `${units}`
  const digits = `${units < 0n ? -units : units}`.padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

export const scaleOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0

export const sum = (units: readonly bigint[]): bigint => units.reduce((all, some) => all + some, 0n)

/** A decimal as a whole number of units with so many digits after the point: some decimals have more and some fewer. */
export function scaled(decimal: string, scale: number): bigint {
  const [whole = '', part = ''] = decimal.split('.')
  return BigInt(whole + part.padEnd(scale, '0'))
}

export const sum = (units: readonly bigint[]): bigint => units.reduce((all, some) => all + some, 0n)

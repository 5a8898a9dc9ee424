/** The exact sum of decimal texts, without zeros at its end; null of none. */
export function addUp(values: readonly string[]): string | null {
  if (values.length === 0) return null
  const scale = Math.max(...values.map(scaleOf))
  return print(
    values.reduce((total, value) => total + BigInt(value.replace('.', '') + '0'.repeat(scale - scaleOf(value))), 0n),
    scale,
  )
}

const scaleOf = (value: string): number => {
  const point = value.indexOf('.')
  return point < 0 ? 0 : value.length - point - 1
}

function print(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  const whole = digits.slice(0, digits.length - scale)
  return `${units < 0n ? '-' : ''}${whole}${scale > 0 && fraction !== '' ? `.${fraction}` : ''}`
}

/** The least of the values, or the greatest; null of none. */
export function extreme<T>(values: readonly T[], compare: (a: T, b: T) => number, which: 'min' | 'max'): T | null {
  const sign = which === 'min' ? 1 : -1
  return values.reduce<T | null>(
    (best, value) => (best === null || compare(value, best) * sign < 0 ? value : best),
    null,
  )
}

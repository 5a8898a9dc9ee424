/** Oracle's numbers are exact: sums and products here are made of whole numbers and a scale, never of doubles. */
export function add(a: string, b: string): string {
  const [x, y] = [parse(a), parse(b)]
  const scale = Math.max(x.scale, y.scale)
  return print(widen(x, scale) + widen(y, scale), scale)
}

export function multiply(a: string, b: string): string {
  const [x, y] = [parse(a), parse(b)]
  return print(x.units * y.units, x.scale + y.scale)
}

export const negate = (a: string): string => (a.startsWith('-') ? a.slice(1) : /[1-9]/.test(a) ? `-${a}` : a)

export const absolute = (a: string): string => (a.startsWith('-') ? a.slice(1) : a)

/** Up to 15 digits a double is as good as the text; beyond that it is not. */
export function compareDecimals(a: string, b: string): number {
  if (a.length <= 15 && b.length <= 15) return Number(a) - Number(b)
  const [x, y] = [parse(a), parse(b)]
  const scale = Math.max(x.scale, y.scale)
  const difference = widen(x, scale) - widen(y, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** As Oracle writes a number: without zeros that say nothing. */
export function plain(text: string): string {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return short === '-0' || short === '' ? '0' : short
}

interface Decimal {
  readonly units: bigint
  readonly scale: number
}

function parse(text: string): Decimal {
  const point = text.indexOf('.')
  return { units: BigInt(text.replace('.', '')), scale: point < 0 ? 0 : text.length - point - 1 }
}

const widen = ({ units, scale }: Decimal, to: number): bigint => units * 10n ** BigInt(to - scale)

function print(units: bigint, scale: number): string {
  const digits = `${units < 0n ? -units : units}`.padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  return plain(`${units < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`)
}

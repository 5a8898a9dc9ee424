/** A number of the request, as it was written: a float would already be another number. */
export class Num {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** Parses a request's JSON, numbers kept as they are written. @throws SyntaxError */
export function parseRequest(text: string): unknown {
  return JSON.parse(text, keepText as (key: string, value: unknown) => unknown)
}

function keepText(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  return typeof value === 'number' ? new Num(context.source ?? String(value)) : value
}

/** Orders two decimal texts by value, however long they are. */
export function compareDecimals(a: string, b: string): number {
  if (a.length < 15 && b.length < 15) return Number(a) - Number(b)
  const scale = Math.max(digitsAfterPoint(a), digitsAfterPoint(b))
  const [x, y] = [unitsOf(a, scale), unitsOf(b, scale)]
  return x === y ? 0 : x < y ? -1 : 1
}

/** Exact, with the widest scale of its parts. */
export function addDecimals(texts: readonly string[]): string {
  const scale = Math.max(0, ...texts.map(digitsAfterPoint))
  const sum = texts.reduce((total, text) => total + unitsOf(text, scale), 0n)
  const digits = `${sum < 0n ? -sum : sum}`.padStart(scale + 1, '0')
  const point = digits.length - scale
  return `${sum < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`
}

const digitsAfterPoint = (text: string) => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)

function unitsOf(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}

/** A value as Python prints it in the messages of its errors. */
export function pythonic(value: unknown): string {
  if (value instanceof Num) return value.text
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(pythonic).join(', ')}]`
  const text = String(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`
}

/** A float as Python prints it: `1200.0`, and the shortest digits of the rest. */
export function pythonFloat(text: string): string {
  const short = text.includes('.') ? text.replace(/0+$/, '') : `${text}.`
  return short.endsWith('.') ? `${short}0` : short
}

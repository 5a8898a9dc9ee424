import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'

export type KeyPath = readonly (string | number)[]

export interface Place {
  readonly line: number
  readonly column: number
}

/** A YAML text as plain data that still knows where in the text each part stood. */
export interface YamlText {
  readonly value: unknown
  /** Where the value of a path stands, or the nearest part around it when there is none. */
  placeOf(path: KeyPath): Place
  /** Where the last key of a path stands. */
  placeOfKey(path: KeyPath): Place
  /** What is not YAML, in the parser's words and without quoting the text, which may hold secrets. */
  readonly errors: readonly { readonly place: Place; readonly message: string }[]
}

/** Reads YAML 1.2. Keys given twice are errors; more than 100 uses of anchors are refused, for they can multiply without end. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const startOf = (node: unknown): Place => place(isNode(node) ? (node.range?.[0] ?? 0) : 0)
  return {
    value: document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }),
    placeOf: (path) => startOf(nearest(document.contents, path)),
    placeOfKey: (path) => startOf(keyAt(document.contents, path) ?? nearest(document.contents, path)),
    errors: document.errors.map(({ pos, message }) => ({ place: place(pos[0]), message })),
  }
}

function nearest(root: Node | null, path: KeyPath): unknown {
  let node: unknown = root
  for (const step of path) {
    const next = childOf(node, step)
    if (next === undefined || next === null) return node
    node = next
  }
  return node
}

function childOf(node: unknown, step: string | number): unknown {
  const isCollection = typeof node === 'object' && node !== null && 'get' in node && typeof node.get === 'function'
  return isCollection ? (node as { get(key: string | number, keepScalar: true): unknown }).get(step, true) : undefined
}

function keyAt(root: Node | null, path: KeyPath): unknown {
  const parent = nearest(root, path.slice(0, -1))
  if (!isMap(parent)) return undefined
  return parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1))?.key
}

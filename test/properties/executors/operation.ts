import {
  type GraphQLArgument,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'

/** A GraphQL operation as plain data: what a generator makes, and what shrinking takes apart. */
export interface Operation {
  readonly wish?: Wish | undefined
  readonly isNamed: boolean
  readonly of: readonly Selection[]
}

export type Selection = Field | Fragment

export interface Field {
  readonly kind: 'field'
  readonly name: string
  /** Asked for under another name, so that one field can stand there twice. */
  readonly hasAlias: boolean
  readonly args: readonly Argument[]
  /** Present on a list that can be paged: the argument that says where to go on. */
  readonly after?: GraphQLArgument | undefined
  readonly when?: Condition | undefined
  readonly wish?: Wish | undefined
  /** Empty for a leaf. */
  readonly of: readonly Selection[]
}

export interface Fragment {
  readonly kind: 'fragment'
  readonly on: string | null
  /** Whether fields of it could clash with fields of fragments on other types beside it. */
  readonly isOneOfMany: boolean
  readonly isNamed: boolean
  /** Spread once more, which changes nothing. */
  readonly isRepeated: boolean
  readonly when?: Condition | undefined
  readonly of: readonly Selection[]
}

export interface Argument {
  readonly of: GraphQLArgument
  readonly value: unknown
  readonly how: Passing
}

/** In the text; as a variable; as a variable's default; each entry of an object as a variable; as a variable that is not given. */
export type Passing = 'literal' | 'variable' | 'default' | 'entries' | 'absent'

export interface Condition {
  readonly directive: 'skip' | 'include'
  readonly value: boolean
  readonly how: 'literal' | 'variable' | 'default'
}

export interface Wish {
  readonly maxAge?: string | undefined
  readonly onStale?: string | undefined
}

export interface Printed {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Where a field's value stands in the answer. */
  readonly names: ReadonlyMap<Field, string>
}

/** Writes the operation, with response names that never clash and fragments and variables named in order. */
export function print(operation: Operation): Printed {
  const printer = new Printer()
  const selections = printer.selections(operation.of, '')
  return printer.document(operation, selections)
}

class Printer {
  private readonly declared: string[] = []
  private readonly variables: Record<string, unknown> = {}
  /** Fragment text → its name: what is said twice is declared once. */
  private readonly fragments = new Map<string, string>()
  private readonly names = new Map<Field, string>()
  /**
   * Fields with different arguments need different names in the answer. So do those with different directives: of two that
   * are one in the answer, delegation keeps the first's alone, and the stitched schema is no reference for them.
   */
  private readonly asked = new Map<string, string[]>()

  document({ isNamed, wish }: Operation, selections: string): Printed {
    const variables = this.declared.length > 0 ? `(${this.declared.join(', ')})` : ''
    const isShort = !isNamed && !variables && !wish
    const head = isShort ? '' : `query${isNamed ? ' Asked' : ''}${variables}${wished(wish)} `
    const fragments = [...this.fragments].map(([text, name]) => `\nfragment ${name} ${text}`)
    return { query: `${head}${selections}${fragments.join('')}`, variables: this.variables, names: this.names }
  }

  selections(of: readonly Selection[], prefix: string): string {
    const texts = of.map((one) => (one.kind === 'field' ? this.field(one, prefix) : this.fragment(one, prefix)))
    return `{ ${texts.join(' ')} }`
  }

  private field(field: Field, prefix: string): string {
    const args = field.args.map((argument) => this.argument(argument)).filter((text) => text !== '')
    const text = args.length > 0 ? `(${args.join(', ')})` : ''
    const directives = `${this.when(field.when)}${wished(field.wish)}`
    const name = this.responseName(field, prefix, text + directives)
    this.names.set(field, name)
    const alias = name === field.name ? '' : `${name}: `
    // What is inside has its own parent, and with it its own names.
    const below = field.of.length > 0 ? ` ${this.selections(field.of, '')}` : ''
    return `${alias}${field.name}${text}${directives}${below}`
  }

  private responseName({ name, hasAlias }: Field, prefix: string, args: string): string {
    const plain = `${prefix}${hasAlias ? 'also_' : ''}${name}`
    if (!args) return plain
    const known = this.asked.get(plain) ?? []
    if (!known.includes(args)) known.push(args)
    this.asked.set(plain, known)
    const at = known.indexOf(args)
    return at === 0 ? `${plain}_` : `${plain}_${at}`
  }

  private fragment({ on, isOneOfMany, isNamed, isRepeated, when, of }: Fragment, prefix: string): string {
    const selections = this.selections(of, isOneOfMany ? `${on}_` : prefix)
    const condition = this.when(when)
    if (!isNamed || on === null) return `...${on === null ? '' : ` on ${on}`}${condition} ${selections}`
    const spread = `...${this.fragmentName(`on ${on} ${selections}`)}${condition}`
    return isRepeated ? `${spread} ${spread}` : spread
  }

  private fragmentName(text: string): string {
    const known = this.fragments.get(text)
    if (known) return known
    const name = `F${this.fragments.size}`
    this.fragments.set(text, name)
    return name
  }

  private argument({ of: { name, type }, value, how }: Argument): string {
    if (how === 'absent') return `${name}: ${this.declare(type)}`
    if (how === 'variable') return `${name}: ${this.give(type, value)}`
    if (how === 'default') return `${name}: ${this.declare(type, value)}`
    return `${name}: ${how === 'entries' ? this.entries(value, type) : literal(value, type)}`
  }

  /** Each entry of an object as a variable of its own. */
  private entries(value: unknown, type: GraphQLInputType): string {
    const named = isNonNullType(type) ? type.ofType : type
    // A variable in a one-of object would have to be non-null, which its type there is not.
    if (!isInputObjectType(named) || named.isOneOf || typeof value !== 'object' || value === null)
      return literal(value, type)
    const fields = named.getFields()
    return `{ ${Object.entries(value)
      .map(([name, entry]) => `${name}: ${this.give(fields[name]!.type, entry)}`)
      .join(', ')} }`
  }

  private when(condition: Condition | undefined): string {
    if (!condition) return ''
    const { directive, value, how } = condition
    return ` @${directive}(if: ${how === 'literal' ? value : this.boolean(value, how)})`
  }

  private boolean(value: boolean, how: 'variable' | 'default'): string {
    const name = this.name()
    if (how === 'variable') this.variables[name] = value
    this.declared.push(`$${name}: Boolean!${how === 'default' ? ` = ${value}` : ''}`)
    return `$${name}`
  }

  private give(type: GraphQLInputType, value: unknown): string {
    const text = this.declare(type)
    this.variables[text.slice(1)] = value
    return text
  }

  private declare(type: GraphQLInputType, fallback?: unknown): string {
    const name = this.name()
    this.declared.push(`$${name}: ${type}${fallback === undefined ? '' : ` = ${literal(fallback, type)}`}`)
    return `$${name}`
  }

  private name(): string {
    return `v${this.declared.length}`
  }
}

function wished(wish: Wish | undefined): string {
  if (!wish || (wish.maxAge === undefined && wish.onStale === undefined)) return ''
  const maxAge = wish.maxAge === undefined ? [] : [`maxAge: ${JSON.stringify(wish.maxAge)}`]
  const onStale = wish.onStale === undefined ? [] : [`onStale: ${wish.onStale}`]
  return ` @freshness(${[...maxAge, ...onStale].join(', ')})`
}

/** A value as it stands in a query; only the type tells an enum from a text. */
export function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType)
  if (value === null || value === undefined) return 'null'
  if (isListType(type)) {
    const values = Array.isArray(value) ? value : [value]
    return `[${values.map((one) => literal(one, type.ofType)).join(', ')}]`
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields()
    const entries = Object.entries(value).map(([name, entry]) => `${name}: ${literal(entry, fields[name]!.type)}`)
    return `{ ${entries.join(', ')} }`
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value)
}

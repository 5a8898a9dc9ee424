import fc from 'fast-check'
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { Argument, Condition, Field, Fragment, Operation, Passing, Selection, Wish } from './operation.ts'
import type { Pool } from './pool.ts'
import { idsOf, valuesFrom } from './values.ts'

/** Records that may stand inside each other. */
const mostHops = 2

/** Operations over everything that a schema has, so that new types and fields are met without a change here. */
export function operationsOf(schema: GraphQLSchema, pool: Pool): fc.Arbitrary<Operation> {
  const maker = new Maker(schema, pool)
  return fc.record({
    wish: sometimes(0.1, wishes),
    isNamed: fc.boolean(),
    of: maker.roots(),
  })
}

class Maker {
  private readonly schema: GraphQLSchema
  private readonly pool: Pool
  private readonly values: ReturnType<typeof valuesFrom>
  private readonly known = new Map<string, fc.Arbitrary<Selection[]>>()

  constructor(schema: GraphQLSchema, pool: Pool) {
    this.schema = schema
    this.pool = pool
    this.values = valuesFrom(pool)
  }

  roots(): fc.Arbitrary<Selection[]> {
    const query = this.schema.getQueryType()!
    const fields = Object.values(query.getFields()).map((field) =>
      isAbstractType(getNamedType(field.type)) ? this.anyOf(query, field) : this.field(query, field, mostHops),
    )
    const field = fc.oneof(...fields)
    const some = fc.array(field, { minLength: 1, maxLength: 3, size: 'max' })
    const split = this.fragment(query, fc.array(field, { minLength: 1, maxLength: 2 }))
    return fc.oneof(
      { weight: 8, arbitrary: some },
      { weight: 1, arbitrary: fc.tuple(some, split).map(([all, one]) => [...all, one]) },
    )
  }

  /** A field whose id decides on the type: an id of each type goes with a fragment on it. */
  private anyOf(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): fc.Arbitrary<Field> {
    const type = getNamedType(field.type)
    const types = isAbstractType(type) ? this.schema.getPossibleTypes(type) : []
    const made = types.map((one) =>
      fc
        .tuple(
          this.field(parent, field, mostHops),
          idsOf(one.name, this.pool),
          this.fragment(one, this.selections(one, mostHops), true),
        )
        .map(([made, id, fragment]) => ({
          ...made,
          args: made.args.map((arg) => ({ ...arg, value: id })),
          of: [...made.of, fragment],
        })),
    )
    return fc.oneof(...made)
  }

  private selections(type: GraphQLNamedType, hops: number): fc.Arbitrary<Selection[]> {
    const name = `${type.name} ${hops}`
    const made = this.known.get(name) ?? this.makeSelections(type, hops)
    this.known.set(name, made)
    return made
  }

  private makeSelections(type: GraphQLNamedType, hops: number): fc.Arbitrary<Selection[]> {
    const fields = this.fieldsOf(type, hops)
    const fragments = this.fragmentsIn(type, hops, fields)
    if (isAbstractType(type)) {
      const some = fc.array(fragments, { minLength: 1, maxLength: 3, size: 'max' })
      return fc.oneof(
        { weight: 1, arbitrary: fields },
        { weight: 6, arbitrary: fc.tuple(some, fields).map(([all, one]) => [...all, ...one]) },
      )
    }
    return fc.oneof(
      { weight: 6, arbitrary: fields },
      { weight: 1, arbitrary: fc.tuple(fields, fragments).map(([all, one]) => [...all, one]) },
    )
  }

  private fieldsOf(type: GraphQLNamedType, hops: number): fc.Arbitrary<Selection[]> {
    return fc.array(this.fieldOf(type, hops), { minLength: 1, maxLength: 4, size: 'max' })
  }

  /** One field of a type: leaves and what leads to other records alike, and the name of the type. */
  private fieldOf(type: GraphQLNamedType, hops: number): fc.Arbitrary<Field> {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    const allowed = fields.filter((field) => isStable(type, field) && costOf(type, field) <= hops)
    const plain = allowed.filter((field) => isLeafType(getNamedType(field.type)))
    const composite = allowed.filter((field) => !plain.includes(field))
    const typename: fc.Arbitrary<Field> = fc.constant({
      kind: 'field',
      name: '__typename',
      hasAlias: false,
      args: [],
      of: [],
    })
    const group = (weight: number, of: readonly GraphQLField<unknown, unknown>[]) =>
      of.length === 0
        ? []
        : [{ weight, arbitrary: fc.oneof(...of.map((field) => this.field(type, field, hops - costOf(type, field)))) }]
    return fc.oneof(...group(5, plain), ...group(6, composite), { weight: 1, arbitrary: typename })
  }

  private field(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>, hops: number): fc.Arbitrary<Field> {
    const named = getNamedType(field.type)
    return fc.record({
      kind: fc.constant('field' as const),
      name: fc.constant(field.name),
      hasAlias: rarely(0.1),
      args: this.arguments(parent, field),
      after: fc.constant(field.args.find(({ name }) => name === 'after')),
      when: sometimes(0.08, conditions),
      wish: sometimes(0.05, wishes),
      of: isLeafType(named) ? fc.constant([]) : this.selections(named, hops),
    })
  }

  private arguments(parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): fc.Arbitrary<Argument[]> {
    if (field.args.length === 0) return fc.constant([])
    const isProfile = field.name.endsWith('Profile')
    const each = field.args.map((arg) => {
      const given = this.argument(parent, field, arg)
      if (isNonNullType(arg.type)) return given
      return sometimes(shareGiven(arg.name), given)
    })
    // A profile is asked for by exactly one of these; now and then by none or two.
    const one = fc.oneof(...field.args.map((arg) => this.argument(parent, field, arg))).map((arg) => [arg])
    const any = fc.tuple(...each).map((all) => all.filter((arg) => arg !== undefined))
    return isProfile ? fc.oneof({ weight: 8, arbitrary: one }, { weight: 1, arbitrary: any }) : any
  }

  private argument(
    parent: GraphQLNamedType,
    field: GraphQLField<unknown, unknown>,
    arg: GraphQLArgument,
  ): fc.Arbitrary<Argument> {
    const entity = entityOf(field)
    const isNeeded = isNonNullType(arg.type)
    return fc.record({
      of: fc.constant(arg),
      value: isNeeded
        ? this.value(parent, entity, arg)
        : fc.option(this.value(parent, entity, arg), { nil: null, freq: 40 }),
      how: passing(isNeeded),
    })
  }

  private value(parent: GraphQLNamedType, entity: string, arg: GraphQLArgument): fc.Arbitrary<unknown> {
    if (arg.name === 'first') return pageSizes
    if (arg.name === 'after') return fc.constantFrom('', 'not a cursor', 'eyJ2IjoxfQ')
    if (arg.name === 'sources')
      return fc.array(fc.constantFrom(...this.pool.sources, ...this.pool.sources, 'nowhere'), { maxLength: 3 })
    if (arg.name === 'record') return idsOf(entity.replace('Profile', ''), this.pool)
    if (arg.name === 'id') return idsOf(entity === 'Node' ? 'any' : entity, this.pool)
    const path = arg.name === 'match' || arg.name === 'sku' ? entity.replace('Profile', '') : entity
    const isLeaf = isLeafType(getNamedType(arg.type))
    return this.values(arg.type, isLeaf ? `${parent.name === 'Query' ? path : parent.name}.${arg.name}` : path)
  }

  private fragmentsIn(type: GraphQLNamedType, hops: number, fields: fc.Arbitrary<Selection[]>): fc.Arbitrary<Fragment> {
    const same = this.fragment(isObjectType(type) || isInterfaceType(type) ? type : null, fields)
    const wider = isObjectType(type)
      ? type.getInterfaces().map((one) => this.fragment(one, this.fieldsOf(one, hops)))
      : []
    const narrower = isAbstractType(type)
      ? this.schema.getPossibleTypes(type).map((one) => this.fragment(one, this.selections(one, hops), true))
      : []
    if (narrower.length > 0)
      return fc.oneof({ weight: 1, arbitrary: same }, { weight: 6, arbitrary: fc.oneof(...narrower) })
    return fc.oneof(same, this.fragment(null, fields), ...wider)
  }

  private fragment(
    on: GraphQLNamedType | null,
    of: fc.Arbitrary<Selection[]>,
    isOneOfMany = false,
  ): fc.Arbitrary<Fragment> {
    return fc.record({
      kind: fc.constant('fragment' as const),
      on: fc.constant(on?.name ?? null),
      isOneOfMany: fc.constant(isOneOfMany),
      isNamed: fc.boolean(),
      isRepeated: rarely(0.1),
      when: sometimes(0.12, conditions),
      of,
    })
  }
}

/** Going to other records costs a hop; what lies inside a record or a page does not. */
function costOf(parent: GraphQLNamedType, { type }: GraphQLField<unknown, unknown>): number {
  const named = getNamedType(type)
  if (/(Connection|Edge)$/.test(parent.name)) return 0
  const isRecord = isObjectType(named) && named.getInterfaces().length > 0
  return isRecord || named.name.endsWith('Connection') ? 1 : 0
}

/** What a field is about: the entity of the list, or the type itself. */
function entityOf({ type }: GraphQLField<unknown, unknown>): string {
  return getNamedType(type).name.replace(/Connection$/, '')
}

/** What tells of calls made so far depends on who made how many, and when within an operation it is looked at. */
const unstable: ReadonlySet<string> = new Set([
  'SourceState.status',
  'SourceState.inFlight',
  'SourceState.queued',
  'SourceState.callsTotal',
  'SourceState.retriesTotal',
  'SourceState.lastError',
  'SourceState.lastErrorAt',
  'SourceState.limits',
  'ExplainedLimit.remaining',
  'Explanation.text',
])

const isStable = (type: GraphQLNamedType, { name }: GraphQLField<unknown, unknown>): boolean =>
  !unstable.has(`${type.name}.${name}`)

/** Present in this share of cases; gone is simpler. */
const sometimes = <T>(share: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { weight: Math.round(100 * (1 - share)), arbitrary: fc.constant(undefined) },
    { weight: Math.round(100 * share), arbitrary: value },
  )

const rarely = (share: number): fc.Arbitrary<boolean> => sometimes(share, fc.constant(true)).map((is) => is === true)

/** Pages are small, so that many questions can be asked; a wrong cursor is rare. */
const shareGiven = (argument: string): number => ({ first: 0.9, after: 0.03, sources: 0.25 })[argument] ?? 0.4

const pageSizes = fc.oneof(
  { weight: 16, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 20, -1, 5_000) },
)

const conditions: fc.Arbitrary<Condition> = fc.record({
  directive: fc.constantFrom('skip' as const, 'include' as const),
  value: fc.boolean(),
  how: fc.constantFrom('literal' as const, 'variable' as const, 'default' as const),
})

const wishes: fc.Arbitrary<Wish> = fc.record({
  maxAge: fc.constantFrom(undefined, '0s', '20s', '5m', '3h'),
  onStale: fc.constantFrom(undefined, 'REFETCH', 'SERVE', 'FAIL'),
})

const passing = (isNeeded: boolean): fc.Arbitrary<Passing> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('literal' as const) },
    { weight: 3, arbitrary: fc.constant('variable' as const) },
    { weight: 1, arbitrary: fc.constant('default' as const) },
    { weight: 1, arbitrary: fc.constant('entries' as const) },
    ...(isNeeded ? [] : [{ weight: 1, arbitrary: fc.constant('absent' as const) }]),
  )

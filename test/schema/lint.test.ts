import { readFileSync } from 'node:fs'
import {
  type ASTNode,
  buildASTSchema,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  validateSchema,
  visit,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { directiveArgs, fieldsOf, indexTypes, isProfile, isRequired, namedType } from '../../schema/ast.ts'
import { entityShapes } from '../../schema/generated/entities.ts'

const document = parse(readFileSync('schema/generated/schema.graphql', 'utf8'))
const types = indexTypes(document)
const objects = [...types.objects.values()]
const shapes = Object.entries(entityShapes)

const described = [
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
] as readonly string[]

/** Every element that GraphiQL shows a description for, with its path. */
function* elements(node: ASTNode, above = ''): Generator<{ path: string; description: string }> {
  if (!described.includes(node.kind)) return
  const { name, description, ...rest } = node as FieldDefinitionNode
  const path = above ? `${above}.${name.value}` : name.value
  yield { path, description: description?.value ?? '' }
  for (const part of Object.values(rest)) {
    if (Array.isArray(part)) for (const inner of part) yield* elements(inner, path)
  }
}

const allElements = document.definitions.flatMap((node: DefinitionNode) => [...elements(node)])
const fields = objects.flatMap((type) =>
  fieldsOf(type).map((field) => ({ path: `${type.name.value}.${field.name.value}`, field })),
)
const paths = (found: readonly { readonly path: string }[]) => found.map(({ path }) => path)

describe('the whole schema', () => {
  test('is valid GraphQL', () => {
    expect(validateSchema(buildASTSchema(document))).toEqual([])
  })

  test('describes every type, field, argument, input field, enum value and directive in a sentence', () => {
    expect(allElements.length).toBeGreaterThan(1000)
    expect(paths(allElements.filter(({ description }) => !/^[A-Z0-9].*[.!?]$/s.test(description)))).toEqual([])
  })

  test('declares every directive that it uses', () => {
    const declared = document.definitions.flatMap((node) =>
      node.kind === Kind.DIRECTIVE_DEFINITION ? [node.name.value] : [],
    )
    const used = new Set<string>()
    visit(document, { Directive: (node) => void used.add(node.name.value) })
    expect([...used].filter((name) => ![...declared, 'specifiedBy', 'oneOf'].includes(name))).toEqual([])
  })
})

describe('a field that crosses a source boundary', () => {
  // One source must not null another's data, so whatever needs a further call may be null on its own.
  const crosses = (field: FieldDefinitionNode) => {
    const type = types.objects.get(namedType(field.type))
    const isRecord = type !== undefined && type.name.value in entityShapes
    const leads = isRecord || (type !== undefined && isProfile(type)) || namedType(field.type).endsWith('Connection')
    return leads || directiveArgs(field, 'relation') !== undefined || directiveArgs(field, 'across') !== undefined
  }

  // A page holds only rows that were read, and a profile only members that were: these lists say so with `complete`.
  const alreadyRead = /(Connection\.nodes|Edge\.node|Profile\.records)$/

  test('is nullable', () => {
    const crossing = fields.filter(({ path, field }) => crosses(field) && !alreadyRead.test(path))
    expect(crossing.length).toBeGreaterThan(50)
    expect(paths(crossing.filter(({ field }) => isRequired(field.type)))).toEqual([])
  })
})

describe('relations', () => {
  test.each(shapes)('of %s lead to a reference that points back', (name, { relations }) => {
    const broken = Object.entries(relations).filter(
      ([, { to, by }]) => entityShapes[to as 'Customer'].refs[by] !== name,
    )
    expect(broken).toEqual([])
  })

  test.each(shapes.filter(([, { child }]) => child))('reach the child %s from exactly one parent', (name) => {
    const parents = shapes.filter(([, { relations }]) => Object.values(relations).some(({ to }) => to === name))
    expect(parents).toHaveLength(1)
  })

  test('are united by profiles under the same type', () => {
    const across = fields.flatMap(({ path, field }) => ({ path, field, args: directiveArgs(field, 'across') }))
    const broken = across.filter(({ field, args }) => {
      const member = types.objects.get(String(args?.of))?.fields?.find(({ name }) => name.value === args?.field)
      return args && (!member || namedType(member.type) !== namedType(field.type))
    })
    expect(across.some(({ args }) => args)).toBe(true)
    expect(paths(broken)).toEqual([])
  })
})

describe('statuses and other codes of a source', () => {
  // Closed by nature: a connector knows them from the object it reads, or the gateway sets them.
  const closed = ['InvoiceDirection', 'PaymentDirection', 'DebitCredit', 'ComputedBy']

  // What the gateway says of itself needs no place for codes that it does not know.
  const ownTypes = [
    ...['RecordMeta', 'FieldNote', 'SourceResult', 'SourceState', 'LimitState', 'IdentityLink', 'ProvenancedValue'],
    ...['CreditCheck', 'CreditScopeCheck', 'CreditReasonNote', 'ReceivablesAging', 'WarehouseStock'],
    ...['Availability', 'LineAvailability', 'SourceAvailability', 'SearchHit'],
    ...['BreakerState', 'SharedLimitsState', 'Invalidated', 'Explanation'],
    ...['ExplainedField', 'ExplainedStep', 'ExplainedSource', 'ExplainedLimit'],
  ]

  test('end in OTHER and UNKNOWN, so that a new code is never an error', () => {
    const coded = fields.filter(({ field }) => types.enums.has(namedType(field.type)))
    const fromSources = coded.filter(({ path }) => !ownTypes.includes(path.split('.')[0]!))
    const names = [...new Set(fromSources.map(({ field }) => namedType(field.type)))].filter(
      (name) => !closed.includes(name),
    )
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => lastValues(name) !== 'OTHER,UNKNOWN')).toEqual([])
  })

  test('keep what the source wrote beside every status', () => {
    const statuses = objects.filter((type) => type.name.value in entityShapes && hasField(type.name.value, 'status'))
    expect(statuses.length).toBeGreaterThan(8)
    expect(statuses.filter((type) => !hasField(type.name.value, 'sourceStatus')).map(({ name }) => name.value)).toEqual(
      [],
    )
  })

  const lastValues = (name: string) =>
    types.enums
      .get(name)!
      .values!.slice(-2)
      .map((member) => member.name.value)
      .join()

  const hasField = (type: string, field: string) => fields.some(({ path }) => path === `${type}.${field}`)
})

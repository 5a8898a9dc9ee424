import {
  type Cell,
  type Env,
  type Field,
  type Model,
  OdooError,
  type Row,
  search,
  valueError,
} from '../dialects/odoo-domain/simulate.ts'
import { Num, pythonFloat, pythonic } from '../dialects/odoo-domain/simulate-values.ts'
import { COMPANY_ID } from './data/model.ts'
import { groupTexts } from './simulator-groups.ts'

/** Who calls, and what for: the arguments by name, however the protocol carried them. */
export interface OrmCall {
  readonly model: string
  readonly method: string
  readonly ids: readonly number[] | undefined
  readonly args: Readonly<Record<string, unknown>>
  readonly context: Readonly<Record<string, unknown>>
}

export interface Orm {
  readonly version: number
  readonly userId: number
  readonly isAccountant: boolean
  model(name: string): Model | undefined
}

/** Parameters in order, since execute_kw may give them by place. */
export const signatures: Readonly<Record<string, readonly string[]>> = {
  search_read: ['domain', 'fields', 'offset', 'limit', 'order', 'load'],
  read: ['fields', 'load'],
  search: ['domain', 'offset', 'limit', 'order'],
  search_count: ['domain', 'limit'],
  fields_get: ['allfields', 'attributes'],
  context_get: [],
  formatted_read_group: ['domain', 'groupby', 'aggregates', 'having', 'offset', 'limit', 'order'],
  read_group: ['domain', 'fields', 'groupby', 'offset', 'limit', 'orderby', 'lazy'],
}

/** The answer as JSON text: its numbers are written digit by digit. @throws OdooError */
export function execute(orm: Orm, call: OrmCall): string {
  const { args, method } = call
  const model = orm.model(call.model)
  if (!model) throw notFound(`the model ${pythonic(call.model)} does not exist`)
  if (method.startsWith('_'))
    throw new OdooError(
      'odoo.exceptions.AccessError',
      `Private methods (such as '${call.model}.${method}') cannot be called remotely.`,
    )
  if (!Object.hasOwn(signatures, method)) throw notFound(`The method '${call.model}.${method}' does not exist`)
  checkArguments(call)
  const env = envOf(orm, call.context)
  switch (method) {
    case 'search_read':
      return written(env, orm, model, found(env, model, args), args)
    case 'read':
      return written(
        env,
        orm,
        model,
        (call.ids ?? []).flatMap((id) => model.table.byKey(id) ?? []),
        args,
      )
    case 'search':
      return JSON.stringify(found(env, model, args).map(({ id }) => id))
    case 'search_count':
      return String(
        Math.min(found(env, model, { domain: args.domain }).length, numberOf(args.limit) ?? Number.POSITIVE_INFINITY),
      )
    case 'fields_get':
      return JSON.stringify(fieldsOf(model, orm))
    case 'context_get':
      return JSON.stringify({ lang: 'en_US', tz: 'Europe/Vienna', uid: orm.userId })
    default:
      return grouped(env, orm, model, call)
  }
}

const notFound = (message: string) => new OdooError('werkzeug.exceptions.NotFound', message, [message, 404])

function checkArguments({ model, method, args, ids }: OrmCall): void {
  const known = signatures[method]!
  const unknown = Object.keys(args).find((name) => !known.includes(name))
  const refuse = (message: string) => new OdooError('werkzeug.exceptions.UnprocessableEntity', message, [message, 422])
  if (unknown) throw refuse(`cannot call ${model}.${method}: got an unexpected keyword argument ${pythonic(unknown)}`)
  if (ids !== undefined && method !== 'read') throw refuse(`cannot call ${model}.${method} with ids`)
}

function envOf(orm: Orm, context: OrmCall['context']): Env {
  const allowed = context.allowed_company_ids
  const isForeign = Array.isArray(allowed) && allowed.some((id) => numberOf(id) !== COMPANY_ID)
  if (isForeign) throw new OdooError('odoo.exceptions.AccessError', 'Access to unauthorized or invalid companies.')
  return {
    version: orm.version,
    model: orm.model,
    activeTest: context.active_test !== false,
    unaccent: true,
  }
}

function found(env: Env, model: Model, { domain, order, offset, limit }: Readonly<Record<string, unknown>>): Row[] {
  return search(env, model, domain ?? [], {
    order: typeof order === 'string' ? order : '',
    offset: numberOf(offset) ?? 0,
    limit: numberOf(limit) || undefined,
  })
}

const numberOf = (value: unknown): number | undefined => (value instanceof Num ? Number(value.text) : undefined)

/** `search_read` and `read`: the asked fields of each record, or all; `id` comes always. */
function written(env: Env, orm: Orm, model: Model, rows: readonly Row[], args: OrmCall['args']): string {
  const names = asked(model, orm, args.fields)
  const isBare = args.load === null || args.load === ''
  const writers = names.map((name) => ({ key: JSON.stringify(name), write: writerOf(env, model, name, isBare) }))
  return `[${rows.map((row) => `{${writers.map(({ key, write }) => `${key}:${write(row)}`).join(',')}}`).join(',')}]`
}

function asked(model: Model, orm: Orm, fields: unknown): readonly string[] {
  const visible = Object.keys(fieldsOf(model, orm))
  const names = Array.isArray(fields) ? fields.map(String) : []
  const unknown = names.find((name) => !Object.hasOwn(model.fields, name))
  if (unknown !== undefined) throw valueError(`Invalid field ${pythonic(unknown)} on ${pythonic(model.name)}`)
  const hidden = names.filter((name) => !visible.includes(name))
  if (hidden.length > 0)
    throw new OdooError(
      'odoo.exceptions.AccessError',
      `You are not allowed to access the fields ${hidden.join(', ')} of '${model.name}' (${model.name}) records.`,
    )
  return names.length === 0 ? visible : [...new Set(['id', ...names])]
}

/** What the user may see of a model. */
function fieldsOf(model: Model, orm: Orm): Record<string, object> {
  const visible = Object.entries(model.fields).filter(([, { groups }]) => groups === undefined || orm.isAccountant)
  return Object.fromEntries(
    visible.map(([name, { type, relation, compute }]) => [
      name,
      { type, string: name, store: compute === undefined, ...(relation && { relation }) },
    ]),
  )
}

type Writer = (row: Row) => string

function writerOf(env: Env, model: Model, name: string, isBare: boolean): Writer {
  const field = model.fields[name]!
  const read = field.compute ?? ((row: Row) => row[name] ?? null)
  const comodel = field.type === 'many2one' ? env.model(field.relation!) : undefined
  if (comodel && !isBare) return (row) => reference(read(row), comodel)
  return (row) => scalar(read(row), field)
}

function reference(cell: Cell, comodel: Model): string {
  const target = typeof cell === 'number' ? comodel.table.byKey(cell) : undefined
  return target ? `[${target.id},${JSON.stringify(comodel.label(target))}]` : 'false'
}

/** What is unset is false; a number is never unset. Datetimes lose their microseconds here. */
function scalar(cell: Cell, { type }: Field): string {
  if (type === 'float' || type === 'monetary') return pythonFloat(String(cell ?? '0'))
  if (type === 'integer') return String(cell ?? 0)
  if (cell === null) return 'false'
  return JSON.stringify(type === 'datetime' ? String(cell).slice(0, 19) : cell)
}

/** 19 answers `formatted_read_group`, older servers `read_group`; the keys of their answers differ. */
function grouped(env: Env, orm: Orm, model: Model, { method, args, context }: OrmCall): string {
  const isFormatted = method === 'formatted_read_group'
  if (isFormatted && orm.version < 19) throw notFound(`The method '${model.name}.${method}' does not exist`)
  const groupby = strings(args.groupby)
  const isWhole = args.lazy === false || isFormatted
  const asked = {
    isFormatted,
    groupby: isWhole ? groupby : groupby.slice(0, 1),
    aggregates: strings(isFormatted ? args.aggregates : args.fields).filter((name) => name !== '__count'),
    countKey: isWhole || groupby.length === 0 ? '__count' : `${groupby[0]}_count`,
    zone: typeof context.tz === 'string' ? context.tz : undefined,
  }
  const value = (name: string, row: Row) => writerOf(env, model, name, false)(row)
  const texts = groupTexts(env, model, found(env, model, { domain: args.domain }), asked, { value, scalar })
  const from = numberOf(args.offset) ?? 0
  return `[${texts.slice(from, from + (numberOf(args.limit) ?? texts.length)).join(',')}]`
}

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []

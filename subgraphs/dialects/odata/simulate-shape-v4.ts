import { type EntitySetModel, propertyOf, refused, type ServiceModel } from './simulate-model.ts'
import { list, type Shape } from './simulate-query.ts'

/** What `$select` and `$expand` of version 4 ask for, options of expansions included. */
export function shapeV4(options: ReadonlyMap<string, string>, set: EntitySetModel, service: ServiceModel): Shape {
  const selected = list(options.get('$select'))
  const isAll = selected.length === 0 || selected.includes('*')
  const isEmbedded = (name: string) => set.navigations[name]?.embedded === true
  const embedded = (isAll ? Object.keys(set.navigations) : selected).filter(isEmbedded)
  const columns = isAll ? Object.keys(set.properties) : selected.filter((name) => !isEmbedded(name))
  for (const column of columns) propertyOf(set, column)
  const whole = embedded.map((name) => [name, shapeV4(new Map(), targetOf(set, name, service), service)])
  const expanded = expansions(options.get('$expand') ?? '').map(([name, inner]) => [
    name,
    shapeV4(inner, expandable(set, name, service), service),
  ])
  return { columns, deferred: [], expanded: Object.fromEntries([...whole, ...expanded]) }
}

function targetOf(set: EntitySetModel, name: string, service: ServiceModel): EntitySetModel {
  return service.sets[set.navigations[name]!.to]!
}

function expandable(set: EntitySetModel, name: string, service: ServiceModel): EntitySetModel {
  const navigation = set.navigations[name]
  if (!navigation || navigation.embedded)
    throw refused('unknownProperty', `Could not find a navigation property named '${name}' on type '${set.name}'`)
  return targetOf(set, name, service)
}

type Expansion = readonly [name: string, options: ReadonlyMap<string, string>]

/** `lines($select=a;$expand=item($select=b)),customer` */
function expansions(text: string): Expansion[] {
  return parts(text, ',').map((part) => {
    const [, name, inner = ''] = /^(\w+)(?:\((.*)\))?$/s.exec(part.trim()) ?? []
    if (!name) throw refused('syntax', `Invalid expansion '${part}'`)
    const options = parts(inner, ';').map((option) => option.split(/=(.*)/s) as [string, string])
    const strange = options.find(([option]) => option !== '$select' && option !== '$expand')
    if (strange) throw refused('notSupported', `The option '${strange[0]}' of an expansion is not supported`)
    return [name, new Map(options)]
  })
}

/** Split where no parenthesis is open. */
function parts(text: string, separator: string): string[] {
  const found: string[] = []
  let [from, depth] = [0, 0]
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
    if (at < text.length && (text[at] !== separator || depth > 0)) continue
    if (at > from) found.push(text.slice(from, at))
    from = at + 1
  }
  if (depth !== 0) throw refused('syntax', `The parentheses of '${text}' do not fit together`)
  return found
}

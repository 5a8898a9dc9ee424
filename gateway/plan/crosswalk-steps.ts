import { type CanonicalField, canonical } from '../connector/index.ts'
import { keyedCost } from '../read/index.ts'
import { mostMembers, mostQuestions, mostSpellings } from '../stitch/profile/bounds.ts'
import { cardNode, type ProfiledEntity } from '../stitch/profile/cards.ts'
import { waysToSearch } from '../stitch/profile/lookups.ts'
import { readSelection } from '../stitch/subgraph/selection.ts'
import { servesRelation } from '../stitch/subgraph/served.ts'
import type { Compiling, FieldAt, Place } from './place.ts'
import { recordType } from './records.ts'
import { addStep } from './steps.ts'
import { forEachServing, type Uniting } from './uniting.ts'

/** Enters the steps that find out which records are the same as those at a place. @returns the place of these records */
export function addCrosswalk(uniting: Uniting, place: Place, entity: ProfiledEntity): Place {
  const most = place.most * mostMembers
  const cards = forEachServing(uniting, entity, (compiling) => {
    const fields = cardPaths(compiling, entity)
    return addStep(compiling, place, { kind: 'lookup', entity, fields, mostKeys: most, rounds: mostQuestions })
  })
  const named: Place = { ...place, after: [...cards.values()] }
  // Each source is searched for the numbers of the records of all.
  const numbers = most * cards.size * mostSpellings
  const searches = forEachServing(uniting, entity, (compiling) => addSearch(compiling, named, entity, numbers))
  return { ...place, after: [...cards.values(), ...searches.values()], most }
}

function addSearch(compiling: Compiling, place: Place, entity: ProfiledEntity, mostKeys: number): number {
  const { source } = compiling.reader
  const fields = cardPaths(compiling, entity)
  const ways = Math.max(1, waysToSearch(source, entity))
  const calls = ways * keyedCost(source, entity, fields, 1, 'parents').calls
  const rounds = ways * mostQuestions
  return addStep(compiling, place, { kind: 'reference', entity, fields, mostKeys, rounds, calls, isSearch: true })
}

function cardPaths({ schema }: Compiling, entity: ProfiledEntity): readonly string[] {
  const place = { schema, fragments: {}, variableValues: {}, fieldNodes: [cardNode(entity)] }
  return readSelection({ ...place, returnType: recordType(schema, entity) }, entity).paths
}

/** Enters what fields of a profile read of its records by themselves. */
export function addValueSteps(uniting: Uniting, { nodes, place }: FieldAt, entity: ProfiledEntity): void {
  const { value: name } = nodes[0]!.name
  if (name === 'field' || name === 'conflicts')
    forEachServing(uniting, entity, (compiling) =>
      addStep(compiling, place, { kind: 'lookup', entity, fields: singleValues(entity) }),
    )
  if (name === 'stockTotals')
    forEachServing(uniting, 'Item', (compiling) => {
      if (!servesRelation(compiling.reader.source, 'Item', 'stock')) return
      addStep(compiling, place, { kind: 'children', entity: 'StockLevel', fields: stockPaths })
    })
}

/** Which of them are asked for stands in the arguments, maybe in variables. */
const singleValues = (entity: ProfiledEntity): string[] =>
  Object.entries(canonical[entity].fields as Readonly<Record<string, CanonicalField>>)
    .filter(([path, { type, list }]) => !list && type !== 'value' && type !== 'ref' && !path.startsWith('meta.'))
    .map(([path]) => path)

const stockPaths = ['onHand.value', 'onHand.uom', 'onHand.sourceUom', 'reserved.value', 'available.value', 'warehouse']

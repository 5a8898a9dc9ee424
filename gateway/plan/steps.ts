import { type FieldNode, print } from 'graphql'
import { type KeyKind, keyedCost } from '../read/cost.ts'
import type { Compiling, Place } from './place.ts'
import type { PlanStep } from './plan.ts'

type Known = Pick<PlanStep, 'kind' | 'entity' | 'fields'> & Partial<PlanStep>

/** Enters a step that is needed at a place. @returns its id */
export function addStep({ reader, steps, isBounded }: Compiling, place: Place, step: Known): number {
  const { source } = reader
  const id = steps.length
  const keys = step.mostKeys ?? (step.kind === 'scan' ? 0 : place.most)
  steps.push({
    id,
    source: source.name,
    path: place.path.join('.'),
    after: place.after,
    mostKeys: keys,
    // How many keys there will be nobody knows where it is bounded: then it is told as asked once.
    calls: keyedCost(source, step.entity, step.fields, isBounded ? 1 : keys, keyKindOf(step)).calls,
    ...(isBounded ? { isBounded } : {}),
    ...step,
  })
  return id
}

/** How keys are asked for: those of the records, or numbers and keys that stand in several of them. */
export const keyKindOf = ({ kind, isSearch }: Pick<PlanStep, 'kind' | 'isSearch'>): KeyKind =>
  kind === 'children' || isSearch ? 'parents' : 'own'

/** The place in the records of a step. */
export const placeOf = (place: Place, step: number, most: number): Place => ({ ...place, after: [step], most })

/** What a list is asked for, as the caller wrote it. */
export function askedFor(node: FieldNode): Partial<Pick<PlanStep, 'filter' | 'order' | 'first'>> {
  const text = (name: string) => {
    const argument = node.arguments?.find((argument) => argument.name.value === name)
    return argument && print(argument.value)
  }
  const said = { filter: text('where'), order: text('orderBy'), first: text('first') }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

/** Most records of one page: by the number that is written there, else by what may be asked for. */
export function mostOfPage(node: FieldNode): number {
  const first = node.arguments?.find(({ name }) => name.value === 'first')
  if (!first) return defaultPage
  return first.value.kind === 'IntValue' ? Math.min(Number(first.value.value), largestPage) : largestPage
}

const defaultPage = 50
const largestPage = 1_000

import type { GraphQLObjectType } from 'graphql'
import { isEntityName } from '../connector/index.ts'
import { type Card, cardNode, type ProfiledEntity } from '../stitch/profile/cards.ts'
import { profileOf } from '../stitch/profile/find.ts'
import { shapeOf } from '../stitch/subgraph/shape.ts'
import { compileObject } from './compile-object.ts'
import { resolved } from './compile-united.ts'
import { leaveOpen } from './hole.ts'
import type { FieldPlan } from './object.ts'
import { type Compiling, type FieldAt, Unplannable } from './place.ts'
import { recordType } from './records.ts'
import { revived } from './revived.ts'
import { createRun, type Run, writtenApart } from './run.ts'
import type { Answer } from './told.ts'
import { localSources, placeName, type Uniting } from './uniting.ts'

/**
 * The profile of a record. It is left open while records are written, and asked for when it is known which of them are in the answer,
 * for all of them together. @throws Unplannable for any other field that a source's subgraph does not have
 */
export function compileProfile(compiling: Compiling, at: FieldAt): FieldPlan {
  const { owner, key, nodes, place } = at
  const { value: name } = nodes[0]!.name
  const { uniting } = compiling
  const isProfile = isEntityName(owner.name) && shapeOf(owner.name).profiles[name] !== undefined
  if (!isProfile || !uniting) throw new Unplannable(`${owner.name}.${name} unites several sources.`)
  localSources(uniting)
  uniting.opened.count++
  const entity = owner.name as ProfiledEntity
  const answer = profileAt(uniting, at, name)
  const card = compileObject(compiling, recordType(compiling.schema, entity), [cardNode(entity)], place)
  const cardOf = (node: unknown, { context, variables }: Pick<Run, 'context' | 'variables'>): Card => {
    const run = createRun(context, variables)
    return revived(writtenApart(run, () => card.write(node, run))) as Card
  }
  return {
    key,
    write: (node, run) => leaveOpen(run, (path, telling) => answer(cardOf(node, telling), path, telling)),
  }
}

/** The same for the records of all sources at a place. */
function profileAt(uniting: Uniting, at: FieldAt, name: string): Answer {
  const { owner, place } = at
  const known = uniting.profiles.get(placeName(at))
  known?.after.push(...place.after)
  if (known) return known.answer
  const type = uniting.schema.getType(owner.name) as GraphQLObjectType
  const field = type.getFields()[name]!
  const after = [...place.after]
  const from = { ...at, owner: type, place: { ...place, after } }
  const answer = resolved(uniting, from, field, profileOf(owner.name as ProfiledEntity) as never)
  uniting.profiles.set(placeName(at), { answer, after })
  return answer
}

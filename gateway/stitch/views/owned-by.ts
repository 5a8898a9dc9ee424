import { encodeGlobalId, type Filter, type RecordRef, type Source } from '../../connector/index.ts'
import { missing, type Part } from '../../views/part.ts'
import type { Members } from './members.ts'

/** The records of a customer in one source. */
export const membersIn = ({ name }: Source, { records }: Members): readonly RecordRef[] =>
  records.filter(({ source }) => source === name)

/** Narrows a question to what belongs to a customer's records in one source; without members, to nothing. */
export function ofMembers(filter: Filter, source: Source, members: Members | undefined): Filter {
  if (!members) return filter
  const values = membersIn(source, members).map(({ key }) =>
    encodeGlobalId({ type: 'Customer', source: source.name, key }),
  )
  return { kind: 'and', terms: [filter, { kind: 'in', field: 'customer', values }] }
}

/** Sources that could not be asked who the customer is: what they would have added is missing. */
export const lostMembers = (members: Members | undefined): Part[] =>
  [...(members?.failures ?? [])].map(([source, error]) => missing(source as Source['name'], error))

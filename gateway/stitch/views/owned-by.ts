import type { Source, SourceKey } from '../../connector/index.ts'
import { missing, type Part } from '../../views/part.ts'
import { mostMembers } from '../profile/bounds.ts'
import type { Members } from './members.ts'

/** The keys of a thing's records in one source. */
export const keysIn = ({ name }: Source, { records }: Members): readonly SourceKey[] =>
  records.filter(({ source }) => source === name).map(({ key }) => key)

/** A view of one customer asks for what names the records of this one. */
export const boundsOf = ({ customer }: { readonly customer?: string | null }) =>
  customer == null ? {} : { mostKeys: mostMembers }

/** Sources that could not be asked who the customer is: what they would have added is missing. */
export const lostMembers = (members: Members | undefined): Part[] =>
  [...(members?.failures ?? [])].map(([source, error]) => missing(source as Source['name'], error))

import type { SourceName } from '../../connector/index.ts'
import { FreshetError } from '../../errors.ts'
import type { ProfiledEntity } from './cards.ts'

/** Records of one source in one profile. Further ones are left out of it, and it says so. */
export const mostMembers = 25

/** Rounds in which links are followed from some records. */
export const mostRoundsAtOnce = 6

/** Rounds of one search: from the records it begins with, and once more from what the crosswalk knew besides. */
export const mostRoundsOfAll = 12

/** Times that disputed records are read in one search. */
export const mostDisputedReads = 2

/** Questions of one kind to one source for one profile: those rounds, one to find the record, and one for what was not read on the way. */
export const mostQuestions = mostRoundsOfAll + mostDisputedReads + 2

/** Records of one source that are followed for one profile. */
export const mostFollowed = mostMembers * mostQuestions

/** Numbers of one record that others are searched by, in all their spellings. */
export const mostSpellings = 8

/** Says that a profile has more records of a source than are looked at. */
export const tooManyMembers = (source: SourceName, entity: ProfiledEntity): FreshetError =>
  new FreshetError('QUERY_TOO_COSTLY', {
    source,
    message: `More than ${mostMembers} ${entity} records of the source "${source}" are the same: the others are left out of the profile. Its \`links\` show what links them.`,
  })

/** Says that not all was followed that leads to records of a source. */
export const notFollowed = (source: SourceName, entity: ProfiledEntity): FreshetError =>
  new FreshetError('QUERY_TOO_COSTLY', {
    source,
    message: `Too many records lead to ${entity} records of the source "${source}": some that are the same may be missing.`,
  })

import { classifier } from '../dialects/odata/faults.ts'

export const classify = classifier({
  // The word says more than the status: permissions that are missing come with 401 too, and no new token has them.
  words: [
    [/^Authorization_/, 'SOURCE_FORBIDDEN'],
    [/^Authentication_InvalidCredentials$/, 'SOURCE_AUTH'],
    [/^Application_TooManyRequests$/, 'SOURCE_THROTTLED'],
    [/^Internal_TenantUnavailable$/, 'SOURCE_UNAVAILABLE'],
  ],
  statuses: {
    // The session was cancelled after eight minutes, and would be again: only a narrower question helps.
    408: 'QUERY_TOO_COSTLY',
    413: 'SOURCE_TOO_LARGE',
  },
})

import { classifier } from '../dialects/odata/faults.ts'

/**
 * Codes that say more than the status they come with.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors, read 2026-11-21
 */
export const classify = classifier({
  words: [
    // Service protection: requests, execution time and concurrent requests of one user on one web server.
    [/^0x8007232[126]$/i, 'SOURCE_THROTTLED'],
    // More than 500 conditions.
    [/^0x8004430c$/i, 'QUERY_TOO_LARGE'],
    // More than 50,000 rows to aggregate.
    [/^0x8004e023$/i, 'SOURCE_TOO_LARGE'],
    // No privilege; not a member of the organization.
    [/^0x(80040220|80072560)$/i, 'SOURCE_FORBIDDEN'],
    // The database gave up.
    [/^0x80044151$/i, 'SOURCE_TIMEOUT'],
  ],
})

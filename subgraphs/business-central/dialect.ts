import { type Dialect, v4 } from '../dialects/odata/dialect.ts'

/**
 * OData as Business Central reads it: it knows no null. Text that is not there is blank, a day the first of all, a reference
 * the GUID of zeros.
 * https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/use-filter-expressions-in-odata-uris, read 2026-11-21
 */
export const dialect: Dialect = {
  ...v4,
  blankIsNull: true,
  blanks: { date: '0001-01-01', guid: '00000000-0000-0000-0000-000000000000' },
  nullable: () => false,
}

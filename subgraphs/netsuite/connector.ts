import { defineConnector } from '../../gateway/connector/index.ts'
import { codecs } from '../dialects/suiteql/codecs.ts'
import { fetchPage, firstPage, MAX_PAGE } from '../dialects/suiteql/page.ts'
import { entities } from './entities.ts'
import { classify } from './faults.ts'
import { login } from './login.ts'
import { originOf, settings } from './settings.ts'

const GOVERNANCE = 'https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_1525253248.html'

/** NetSuite through SuiteQL over REST: every read is one SELECT that names its columns, in pages by offset. */
export default defineConnector({
  kind: 'netsuite',
  title: 'Oracle NetSuite',
  settings,
  entities,
  mappingVersion: '1',
  pathSeparator: '.',
  // Null columns are left out of rows of SuiteQL.
  omitsNull: () => true,
  codecs,
  // Ids go in lists of 500, joined by OR; a thousand of them fit one page of answers. The vendor's limit on bodies is
  // 104 MB; ours keeps a statement readable.
  caps: { lookupKeys: MAX_PAGE, filterKeys: MAX_PAGE, requestBytes: 200_000, pageRows: MAX_PAGE, or: 'any' },
  limits: ({ concurrency }) => [
    {
      kind: 'concurrency',
      name: 'concurrency',
      permits: concurrency,
      citation: { page: GOVERNANCE, readOn: '2026-11-20' },
    },
  ],
  origin: originOf,
  credentials: { login },
  render: (query, { settings }) => firstPage(query, settings.timeZone),
  fetch: fetchPage,
  classify,
  externalKey: (native) => ({
    native: native.toLowerCase(),
    filter: { eq: 'exact', in: 'exact', isNull: 'exact' },
  }),
})

import { createApplication } from '../application.ts'
import { applicationOptions, askingNobody, readConfig } from './options.ts'

/**
 * Lets a gateway of a configuration run for as long as `use` takes, to be asked what it can tell without asking any source: it has no
 * secrets of theirs. `knowsLedger`: of what is spent it knows what the ledger says, which it reads and does not write.
 */
export async function withOwnGateway<T>(
  config: string,
  use: (url: string) => Promise<T>,
  { knowsLedger = false } = {},
): Promise<T> {
  const { ledgerFolder, trustedDocuments, ...options } = applicationOptions(await readConfig(config, askingNobody))
  const application = createApplication({
    ...options,
    redis: undefined,
    ledgerFolder: knowsLedger ? ledgerFolder : undefined,
    // Whoever has the configuration may ask it anything.
    trustedDocuments: trustedDocuments && { ...trustedDocuments, only: false },
  })
  try {
    const { url } = await application.server.listen(0, '127.0.0.1')
    return await use(url)
  } finally {
    await application.close()
  }
}

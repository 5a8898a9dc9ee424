import {
  createPostgresCrosswalk,
  type Facts,
  isUnreachable,
  type PostgresSettings,
} from '../../gateway/identity/index.ts'
import { systemRuntime } from '../../gateway/runtime.ts'

/** What one process of several is told. */
export interface LinkerOptions {
  readonly settings: PostgresSettings
  /** What it enters, page by page. */
  readonly pages: readonly (readonly Facts[])[]
}

// A process of its own, as a replica is: enters its pages in their order, each until it is in.
const { settings, pages } = JSON.parse(process.argv[2]!) as LinkerOptions
const crosswalk = createPostgresCrosswalk(settings, () => 0, systemRuntime)
await crosswalk.connect()
process.send!('ready')
await new Promise((resolve) => process.once('message', resolve))
for (const page of pages) while (!(await enter(page)));
await crosswalk.close()
process.disconnect!()

async function enter(page: readonly Facts[]): Promise<boolean> {
  try {
    await crosswalk.observe('Customer', page, systemRuntime.now())
    return true
  } catch (error) {
    if (!isUnreachable(error)) throw error
    await new Promise((resolve) => setTimeout(resolve, 20))
    return false
  }
}

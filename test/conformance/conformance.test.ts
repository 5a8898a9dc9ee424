import { conformance } from './suite.ts'
import { vendors } from './vendor-folder.ts'

for (const vendor of vendors) conformance(vendor)

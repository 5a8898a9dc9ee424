import { conformance } from './suite.ts'
import { vendors } from './world.ts'

for (const vendor of vendors) conformance(vendor)

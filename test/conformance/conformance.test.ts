import { conformance } from './suite.ts'

// One vendor a run: `vitest.config.ts` makes a project of each folder that holds one.
conformance(process.env.FRESHET_CONFORMANCE!)

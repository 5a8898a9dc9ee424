export { createPlanExecutor, type Execute } from './executor.ts'
export { type ExecutorName, executors } from './names.ts'

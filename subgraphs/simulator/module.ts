import type { Company } from './company/types.ts'
import type { Clock, Vendor } from './kit.ts'

/** What a vendor's `simulator.ts` exports: the demo sources it offers, how to make one, and how a connector reaches it. */
export interface SimulatorModule<Settings = Readonly<Record<string, unknown>>> {
  /** The connector's word for the vendor. */
  readonly kind: string
  readonly sources: readonly DemoSource[]
  create(options: SimulatorSetup<Settings>): Vendor
  /** The connector settings that reach a simulator at this address; secrets as plain values. */
  config(url: string): Record<string, unknown>
}

export interface DemoSource {
  /** Name of the source in the demo's configuration: `sap-eu`. */
  readonly name: string
  readonly title: string
  /** Environment variables that the demo's configuration refers to, and their values. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface SimulatorSetup<Settings> {
  readonly company: Company
  readonly clock: Clock
  readonly seed: number
  readonly settings?: Settings
}

/** A simulated system, and what a gateway must know to reach it. */
export interface System {
  readonly folder: string
  readonly name: string
  readonly url: string
  readonly settings: Readonly<Record<string, unknown>>
}

/** Of the company, and of what simulators make up. */
export const seed = 1

/** The system that serves all of the first three questions, and that those who are written by hand speak to. */
export const aloneSource = 'netsuite-us'

export const aloneIn = (systems: readonly System[]): System | undefined =>
  systems.find(({ name }) => name === aloneSource)

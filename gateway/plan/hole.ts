import type { Path } from './path.ts'
import type { Noted, Run } from './run.ts'
import type { Telling } from './told.ts'

/**
 * What a record's text leaves open because it has to be waited for, and is wanted only of records that end up in the answer: of
 * those that a merged list drops nobody asks for a profile. Where it stands is known when all around it is written.
 */
export interface Hole {
  /** Unique within the run that writes it. */
  readonly mark: string
  /** From the outermost object that has been written so far. */
  readonly path: (string | number)[]
  /** Never rejects: what fails is null, and noted. */
  fill(at: Path, run: Telling): Promise<string>
}

export const isHole = (noted: Noted): noted is Hole => 'mark' in noted

/** Leaves a place open. @returns the text that stands there until it is filled */
export function leaveOpen(run: Run, fill: Hole['fill']): string {
  const mark = String(run.holes.count++)
  run.failures.push({ mark, path: [], fill })
  return `${border}${mark}${border}`
}

/** Stands before and behind the mark of a hole: in JSON text such a character is always escaped. */
const border = '\u0001'

/** A text in pieces: what is written, and between that the marks of its holes. */
export const partsOf = (text: string): { readonly text: string; readonly mark?: string }[] =>
  text.split(border).map((part, i) => (i % 2 === 0 ? { text: part } : { text: '', mark: part }))

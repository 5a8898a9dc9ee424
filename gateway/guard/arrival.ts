/**
 * A vendor counts calls as they arrive, we as we give leave. What lies between differs from call to call, so that calls which
 * left a window apart may arrive closer. All limits are kept for any two calls that differ by no more than this spread.
 */

/** A permit is good for so long; a call that could not leave by then needs leave anew. */
export const dispatchMillis = 250

/** The most by which two calls' ways to the vendor differ. */
export const networkJitterMillis = 250

export const arrivalSpreadMillis = dispatchMillis + networkJitterMillis

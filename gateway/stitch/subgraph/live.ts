/** A type or a field of the schema, with the text that it was made from. */
interface Defined {
  readonly astNode?:
    | { readonly directives?: readonly { readonly name: { readonly value: string } }[] }
    | null
    | undefined
}

/** Whether the schema says that something is worth nothing unless it is true now. */
export const isLive = (defined: Defined | undefined): boolean =>
  defined?.astNode?.directives?.some(({ name }) => name.value === 'live') ?? false

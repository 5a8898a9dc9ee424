import { type CanonicalEntity, type CanonicalField, canonical, type EntityName } from '../../connector/index.ts'

/** The generated table says more than connectors need: what the gateway fills itself, and which profiles its records have. */
export interface Shape extends CanonicalEntity {
  readonly profiles: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, CanonicalField & { readonly computed: boolean }>>
}

export const shapeOf = (entity: EntityName): Shape => canonical[entity] as Shape

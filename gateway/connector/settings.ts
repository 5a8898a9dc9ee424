interface SettingBase {
  readonly description: string
}

/** One option of a source in the configuration file. `secret` accepts references only (`env:`, `file:`). */
export type Setting =
  | (SettingBase & { readonly type: 'url'; readonly default?: string; readonly optional?: true })
  | (SettingBase & { readonly type: 'text'; readonly default?: string; readonly optional?: true })
  | (SettingBase & { readonly type: 'secret'; readonly optional?: true })
  | (SettingBase & {
      readonly type: 'integer'
      readonly default?: number
      readonly min?: number
      readonly max?: number
      readonly optional?: true
    })
  | (SettingBase & { readonly type: 'boolean'; readonly default?: boolean })
  | (SettingBase & {
      readonly type: 'choice'
      readonly options: readonly string[]
      readonly default?: string
      readonly optional?: true
    })
  | (SettingBase & { readonly type: 'list'; readonly default?: readonly string[] })
  | (SettingBase & { readonly type: 'map'; readonly default?: Readonly<Record<string, string>> })

export type SettingsSpec = Readonly<Record<string, Setting>>

type ValueOf<S extends Setting> = S extends { readonly type: 'integer' }
  ? number
  : S extends { readonly type: 'boolean' }
    ? boolean
    : S extends { readonly type: 'choice'; readonly options: readonly (infer Option)[] }
      ? Option
      : S extends { readonly type: 'list' }
        ? readonly string[]
        : S extends { readonly type: 'map' }
          ? Readonly<Record<string, string>>
          : string

/** The checked settings of a source: defaults filled in, secrets resolved to their text. */
export type SettingsOf<Spec extends SettingsSpec> = {
  readonly [K in keyof Spec]: Spec[K] extends { readonly optional: true }
    ? ValueOf<Spec[K]> | undefined
    : ValueOf<Spec[K]>
}

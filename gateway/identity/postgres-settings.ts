/** Where the crosswalk of several replicas is kept. */
export interface PostgresSettings {
  /** `postgres://user:password@host:5432/database`; no more than that is read of it. */
  readonly url: string
  /** All tables are in it, and it is made where it is missing. */
  readonly schema: string
  /** The most connections that one process holds. */
  readonly poolSize: number
  /** The longest that anybody waits for a connection, or for a statement. */
  readonly timeoutMillis: number
  /** `ca`: certificates in PEM that are trusted instead of those that Node trusts. The server’s name is always checked. */
  readonly tls: false | { readonly ca?: string }
}

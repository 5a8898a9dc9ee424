export interface RedisSettings {
  /** `redis://` or `rediss://`, with user and password where the server wants them. */
  readonly url: string
  /** Before every name, so that several deployments can use one server. */
  readonly prefix: string
  /** The longest anybody waits for the server. */
  readonly commandTimeoutMillis: number
}

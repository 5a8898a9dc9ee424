export interface RedisSettings {
  /** `redis://` or `rediss://`, with user and password where the server wants them. */
  readonly url: string
  /** Before every name, so that several deployments can use one server. */
  readonly prefix: string
  /** The longest anybody waits for the server. */
  readonly commandTimeoutMillis: number
}

/** How replicas share through a server. */
export interface SharingSettings extends RedisSettings {
  /** The most that ever run at once, those that are being replaced among them: each has a part of every limit for itself. */
  readonly replicas: number
}

package dpone.service.tds;

/** What the double encrypts. */
public enum Encryption {
  /** Nothing; a client that insists gives up. */
  NONE,
  /** The login, and everything if the client wants it. */
  LOGIN,
  /** Everything, or no connection. */
  REQUIRED
}

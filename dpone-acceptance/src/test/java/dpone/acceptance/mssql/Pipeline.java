package dpone.acceptance.mssql;

/**
 * A pipeline from one table to another of the same server.
 *
 * @param name its name, and that of the tables
 * @param mode how it loads
 * @param publish how it becomes visible
 * @param user who logs in for the sink
 */
record Pipeline(String name, String mode, String publish, String user) {
  Pipeline(String name, String mode, String user) {
    this(name, mode, "truncate_insert", user);
  }

  String source() {
    return "[shop].[" + name + "]";
  }

  String target() {
    return "[landing].[" + name + "]";
  }

  String manifest(int port, String more, String encrypt) {
    return """
    name: %1$s
    source:
      type: mssql
      connection: %2$s
      streams: [ { name: shop.%1$s, cursor: id } ]
    sink:
      type: mssql
      connection: %3$s
      table: landing.%1$s
      strategy: { mode: %4$s }
      publish: %5$s
    state: { type: mssql, connection: %2$s }
    runtime: { parallelism: 1, memory: 1MB, retry: { max_attempts: 3, first_wait: 5ms } }
    """
        .formatted(
            name,
            connection(port, Server.USER, more, encrypt),
            connection(port, user, more, encrypt),
            mode,
            publish);
  }

  private static String connection(int port, String user, String more, String encrypt) {
    return ("{ host: 127.0.0.1, port: %d, database: db, user: %s, password: \"%s\","
            + " encrypt: \"%s\"%s }")
        .formatted(port, user, Server.PASSWORD, encrypt, more);
  }
}

/** The PostgreSQL connector: source, sink and state store over binary COPY. */
module dpone.connector.postgres {
  requires dpone.spi;
  requires dpone.toolkit.payload;
  requires java.naming;
  requires java.sql;

  provides dpone.spi.Connector with
      dpone.connector.postgres.PostgresConnector;
}

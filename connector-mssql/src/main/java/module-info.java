/** The Microsoft SQL Server connector: source, sink and state store over TDS bulk load. */
module dpone.connector.mssql {
  requires dpone.spi;
  requires dpone.toolkit.payload;
  requires java.sql;

  provides dpone.spi.Connector with
      dpone.connector.mssql.MssqlConnector;
}

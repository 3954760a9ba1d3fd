/** The ClickHouse connector: source and sink over the HTTP interface and the Native format. */
module dpone.connector.clickhouse {
  requires dpone.spi;
  requires dpone.toolkit.payload;
  requires java.net.http;

  provides dpone.spi.Connector with
      dpone.connector.clickhouse.ClickHouseConnector;
}

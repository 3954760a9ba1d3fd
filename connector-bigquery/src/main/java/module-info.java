/** The BigQuery connector: sink and state store over the REST interface. */
module dpone.connector.bigquery {
  requires dpone.spi;
  requires dpone.toolkit.payload;
  requires java.net.http;

  provides dpone.spi.Connector with
      dpone.connector.bigquery.BigQueryConnector;
}

/** The generic source of HTTP APIs. */
module dpone.connector.rest {
  requires dpone.spi;
  requires dpone.toolkit.format;
  requires dpone.toolkit.http;

  provides dpone.spi.Connector with
      dpone.connector.rest.RestConnector;
}

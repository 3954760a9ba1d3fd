/** The connector acme. */
module acme.connector {
  requires dpone.spi;

  provides dpone.spi.Connector with
      acme.connector.AcmeConnector;
}

/** Both ends of a benchmark; never in dist. */
module dpone.bench {
  requires dpone.spi;

  provides dpone.spi.Connector with
      dpone.bench.EndsConnector;
}

module stranger.numbers {
  requires dpone.spi;

  provides dpone.spi.Connector with
      stranger.numbers.NumbersConnector;
}

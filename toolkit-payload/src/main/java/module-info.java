/** Payloads of the SPI's records as JSON, shared by connectors; each carries its own copy. */
module dpone.toolkit.payload {
  requires transitive dpone.spi;
  requires static org.jspecify;

  exports dpone.toolkit.payload;
}

/** Ten sources of vendor APIs. */
module dpone.connector.vendors {
  requires dpone.spi;
  requires dpone.toolkit.format;
  requires dpone.toolkit.http;
  requires static org.jspecify;
}

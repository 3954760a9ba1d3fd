/** The contracts between dpone and its connectors; needs nothing but {@code java.base}. */
module dpone.spi {
  requires static org.jspecify;

  exports dpone.spi;
  exports dpone.spi.annotation;
  exports dpone.spi.batch;
  exports dpone.spi.cdc;
  exports dpone.spi.certify;
  exports dpone.spi.context;
  exports dpone.spi.error;
  exports dpone.spi.option;
  exports dpone.spi.sink;
  exports dpone.spi.source;
  exports dpone.spi.state;
  exports dpone.spi.transfer;
  exports dpone.spi.type;
  exports dpone.spi.verify;
}

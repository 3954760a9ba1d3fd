/** The engine of every source behind HTTP. */
module dpone.toolkit.http {
  requires transitive dpone.spi;
  requires java.net.http;

  exports dpone.toolkit.http.error;
  exports dpone.toolkit.http.exchange;
  exports dpone.toolkit.http.limit;
}

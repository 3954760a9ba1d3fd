/** The engine of every source behind HTTP. */
module dpone.toolkit.http {
  requires transitive dpone.spi;
  requires transitive dpone.toolkit.format;
  requires dpone.toolkit.payload;
  requires static org.jspecify;

  exports dpone.toolkit.http.api;
  exports dpone.toolkit.http.error;
  exports dpone.toolkit.http.exchange;
  exports dpone.toolkit.http.export;
  exports dpone.toolkit.http.limit;
  exports dpone.toolkit.http.login;
  exports dpone.toolkit.http.option;
  exports dpone.toolkit.http.page;
  exports dpone.toolkit.http.source;
}

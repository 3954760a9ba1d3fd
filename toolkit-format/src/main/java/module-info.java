/** Bytes into columns, shared by connectors; each carries its own copy. */
module dpone.toolkit.format {
  requires transitive dpone.spi;
  requires java.xml;
  requires static org.jspecify;

  exports dpone.toolkit.format.cell;
  exports dpone.toolkit.format.codec;
  exports dpone.toolkit.format.csv;
  exports dpone.toolkit.format.infer;
  exports dpone.toolkit.format.input;
  exports dpone.toolkit.format.json;
  exports dpone.toolkit.format.record;
}

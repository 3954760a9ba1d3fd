/** Certification: requirements as data, proofs, evidence, levels, reports, the gate. */
module dpone.certify {
  requires transitive dpone.spi;
  requires dpone.runtime;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires org.objectweb.asm;
  requires java.sql;
  requires org.yaml.snakeyaml;

  uses dpone.certify.kit.Fixture;

  exports dpone.certify;
  exports dpone.certify.kit;
  exports dpone.certify.kit.http;
  exports dpone.certify.kit.json;

  opens dpone.certify to
      info.picocli;
}

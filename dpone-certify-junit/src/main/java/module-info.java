/**
 * Every check of a connector as a JUnit test, run by a distribution of dpone in its own process.
 */
module dpone.certify.junit {
  requires transitive org.junit.jupiter.api;
  requires static org.jspecify;
  requires java.xml;

  exports dpone.certify.junit;
}

package acme;

import dpone.certify.junit.ConnectorCertification;

/** One test for each check of the profile; skipped and missing checks say why. */
class AcmeCertificationTest extends ConnectorCertification {
  AcmeCertificationTest() {
    plugin("target/acme.jar").connector("acme").proves("experimental");
  }
}

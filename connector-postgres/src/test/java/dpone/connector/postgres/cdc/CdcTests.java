package dpone.connector.postgres.cdc;

import dpone.spi.cdc.ChangeAdmin;

/** What the tests of change capture share. */
final class CdcTests {
  private CdcTests() {}

  /** Ends a capture and leaves nothing at the server. */
  static void end(Capture capture) {
    capture.restart();
    ChangeAdmin admin = capture.source().capability(ChangeAdmin.class).orElseThrow();
    long start = System.nanoTime();
    while (true) {
      try {
        admin.drop(capture.scope);
        break;
      } catch (RuntimeException active) {
        if (System.nanoTime() - start > 5_000_000_000L) {
          throw active;
        }
      }
    }
    capture.close();
  }

  /** Drops a slot, as soon as nobody reads it. */
  static void dropSlot(
      dpone.connector.postgres.testing.PostgresTestServer.Database db, String slot) {
    long start = System.nanoTime();
    while (db.value(
                "SELECT count(*) FROM pg_replication_slots WHERE active AND slot_name = '"
                    + slot
                    + "'")
            .equals("1")
        && System.nanoTime() - start < 5_000_000_000L) {
      Thread.onSpinWait();
    }
    db.run("SELECT pg_drop_replication_slot('" + slot + "')");
  }
}

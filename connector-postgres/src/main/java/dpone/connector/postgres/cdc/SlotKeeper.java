package dpone.connector.postgres.cdc;

import dpone.connector.postgres.cdc.pgoutput.Lsn;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.cdc.ChangeScope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks, makes and drops the slot of a scope. */
final class SlotKeeper {
  private static final int FIRST_MAJOR_ON_STANDBY = 16;
  private static final long PATIENCE_MILLIS = 5000;

  private final ChangeScope scope;
  private final ChangeSettings settings;

  SlotKeeper(ChangeScope scope, ChangeSettings settings) {
    this.scope = scope;
    this.settings = settings;
  }

  /** Refuses a server that cannot decode its log. */
  static void checkServer(PgSession session) {
    String level = session.value("SELECT current_setting('wal_level')");
    if (!level.equals("logical")) {
      throw PgCode.WAL_LEVEL.error("the server's wal_level is " + level).build();
    }
    refuseOldStandby(session);
  }

  /** Refuses a standby of a release on which those do not decode their log. */
  static void refuseOldStandby(PgSession session) {
    boolean standby = session.value("SELECT pg_is_in_recovery()").startsWith("t");
    if (standby && session.majorVersion() < FIRST_MAJOR_ON_STANDBY) {
      throw PgCode.WAL_LEVEL
          .error("the server is a standby of release " + session.majorVersion())
          .remedy("connect to the primary; standbys decode their log from release 16 on")
          .build();
    }
  }

  /** Whether it was made by us: it has our name, or goes with a publication of ours. */
  boolean isOurs(Publications publications) {
    return settings.create()
        && (settings.slot().equals(ChangeSettings.defaultName(scope)) || publications.isOurs());
  }

  /**
   * Makes room for a new slot: one of ours without a stored position is what a run left that ended
   * before its first commit.
   *
   * @return the slot that is there and stays, or null
   */
  @Nullable Slot clear(PgSession session, boolean ours) {
    Slot slot = Slots.find(session, settings.slot()).orElse(null);
    if (slot == null || !ours) {
      return slot;
    }
    if (slot.isActive()) {
      throw Slots.active(slot);
    }
    Slots.drop(session, slot.name());
    return null;
  }

  /** Refuses a slot that cannot go on from a position. */
  void check(PgSession session, Cluster cluster, WalPosition position) {
    if (!cluster.system().equals(position.system())
        || !cluster.database().equals(position.database())) {
      throw PgCode.SLOT_FOREIGN
          .error(
              "the stored position belongs to the database "
                  + position.database()
                  + " of the cluster "
                  + position.system()
                  + ", this is "
                  + cluster.database()
                  + " of "
                  + cluster.system())
          .build();
    }
    if (!position.slot().equals(settings.slot())) {
      throw PgCode.SLOT_FOREIGN
          .error(
              "the stored position belongs to the slot "
                  + position.slot()
                  + ", this pipeline reads "
                  + settings.slot())
          .build();
    }
    Slot slot = usable(session, position.slot());
    if (slot.confirmed() != null && Lsn.before(position.lsn(), Lsn.parse(slot.confirmed()))) {
      throw Slots.lost(
          slot.name(),
          "was read by somebody else up to "
              + slot.confirmed()
              + ", beyond the stored position "
              + Lsn.text(position.lsn()));
    }
    String end =
        session.value(
            "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
                + " ELSE pg_current_wal_lsn() END");
    if (Lsn.before(Lsn.parse(end), position.lsn())) {
      throw Slots.lost(
          slot.name(),
          "is on a server whose log ends at "
              + end
              + ", before the stored position "
              + Lsn.text(position.lsn())
              + "; it was restored or replaced");
    }
  }

  /** The slot, if it is there, whole and of our kind; waits for a reader that is just ending. */
  private Slot usable(PgSession session, String name) {
    Slot slot = found(session, name).orElseThrow(() -> Slots.lost(name, "is gone"));
    if (!slot.plugin().equals(Slot.PLUGIN)
        || !slot.database().equals(session.value("SELECT current_database()"))
        || slot.twoPhase()) {
      throw PgCode.SLOT_FOREIGN
          .error(
              "the replication slot "
                  + name
                  + (slot.twoPhase()
                      ? " decodes prepared transactions"
                      : " is one of the plugin '"
                          + slot.plugin()
                          + "' in the database '"
                          + slot.database()
                          + "'"))
          .build();
    }
    if (slot.isLost()) {
      throw Slots.lost(
          name,
          "is lost, the server removed its log"
              + (slot.invalid() == null ? "" : " (" + slot.invalid() + ")"));
    }
    if (slot.isActive()) {
      throw Slots.active(slot);
    }
    return slot;
  }

  /** A process that has just been told to end still holds its slot for a moment. */
  private static Optional<Slot> found(PgSession session, String name) {
    long start = System.nanoTime();
    Optional<Slot> slot = Slots.find(session, name);
    while (slot.isPresent()
        && slot.get().isActive()
        && System.nanoTime() - start < PATIENCE_MILLIS * 1_000_000) {
      session.value("SELECT pg_sleep(0.05)");
      slot = Slots.find(session, name);
    }
    return slot;
  }

  /** Refuses a slot made by the user that is of no use. */
  void checkGiven(PgSession session) {
    if (Slots.find(session, settings.slot()).isEmpty()) {
      throw PgCode.SLOT_FOREIGN
          .error("there is no replication slot " + settings.slot())
          .remedy(
              "run SELECT pg_create_logical_replication_slot('"
                  + settings.slot()
                  + "', 'pgoutput'), or leave source.cdc.create at true")
          .build();
    }
    usable(session, settings.slot());
  }
}

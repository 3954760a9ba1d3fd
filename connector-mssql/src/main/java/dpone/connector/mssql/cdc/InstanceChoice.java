package dpone.connector.mssql.cdc;

import dpone.connector.mssql.error.MsCode;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.List;

/**
 * Which capture instance is read where. While a table has two, the older one is read up to where
 * the newer one begins, so that no change is read twice and none is left out. Pure.
 */
final class InstanceChoice {
  private InstanceChoice() {}

  /**
   * A part of the log that is read from one instance.
   *
   * @param instance which
   * @param next the instance that goes on where it ends; its own where there is none
   * @param from the place after which it is read
   */
  record Stretch(CaptureInstance instance, CaptureInstance next, ChangePoint from) {
    boolean isLast() {
      return instance.equals(next);
    }
  }

  /**
   * Chooses.
   *
   * @param known what the stream was read from last
   * @param reached the place that the scope has reached
   * @param instances those of the table, the older one first
   * @throws DponeException when changes are lost, or recorded for another table
   */
  static Stretch choose(
      CapturedStream stream,
      LogPosition.Stream known,
      ChangePoint reached,
      List<CaptureInstance> instances,
      ChangeLog log) {
    if (instances.isEmpty()) {
      throw disabled(stream, log);
    }
    ChangePoint from = known.after(reached);
    if (instances.stream().noneMatch(instance -> instance.object() == known.object())) {
      throw MsCode.CDC_INSTANCE_CHANGED
          .error("another table has taken the name " + stream.table())
          .at(Place.stream(stream.name()))
          .build();
    }
    for (int i = 0; i < instances.size(); i++) {
      CaptureInstance instance = instances.get(i);
      if (known.is(instance)) {
        CaptureInstance next = i + 1 < instances.size() ? instances.get(i + 1) : instance;
        if (!next.equals(instance) && !from.needed().before(next.start())) {
          return checked(stream, new Stretch(next, next, from), log);
        }
        return checked(stream, new Stretch(instance, next, from), log);
      }
    }
    // The one that was read is gone. Another one serves if it begins no later than what is needed.
    CaptureInstance newest = instances.getLast();
    if (newest.start().compareTo(from.needed()) > 0) {
      throw MsCode.CDC_INSTANCE_CHANGED
          .error(
              "the capture instance "
                  + known.instance()
                  + " of "
                  + stream.table()
                  + " is gone, and "
                  + newest.name()
                  + " records changes from "
                  + newest.start()
                  + " on only, after the stored position "
                  + from.lsn())
          .at(Place.stream(stream.name()))
          .build();
    }
    return checked(stream, new Stretch(newest, newest, from), log);
  }

  /** Refuses a place that clean-up has passed: it is never raised to the oldest there is. */
  static Stretch checked(CapturedStream stream, Stretch stretch, ChangeLog log) {
    ChangePoint from = stretch.from();
    Lsn oldest = log.oldest(stretch.instance());
    if (from.needed().before(oldest)) {
      throw MsCode.LOG_POSITION_LOST
          .error(
              "the changes of "
                  + stream.table()
                  + " after "
                  + from.lsn()
                  + " were cleaned up: "
                  + stretch.instance().name()
                  + " holds them from "
                  + oldest
                  + " on")
          .at(Place.stream(stream.name()))
          .build();
    }
    return stretch;
  }

  static DponeException disabled(CapturedStream stream, ChangeLog log) {
    return MsCode.CDC_DISABLED
        .error("the server does not record the changes of " + stream.table())
        .at(Place.stream(stream.name()))
        .remedy("let an administrator run: " + String.join(" ", log.setup(stream.table())))
        .build();
  }
}

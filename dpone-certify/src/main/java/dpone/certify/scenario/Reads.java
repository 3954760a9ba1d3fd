package dpone.certify.scenario;

import dpone.certify.kit.FixedStream;
import java.util.List;

/** Which streams a scenario reads where the system has streams of its own. */
public enum Reads {
  /** One of them is enough, best one whose increments go on by a cursor. */
  ANY,
  /** One, whose increments go on by a cursor. */
  INCREMENTS,
  /** Each of them. */
  EACH,
  /** Each whose increments go on by a cursor. */
  EACH_OF_INCREMENTS;

  /** The trials of a scenario, one for each stream that it reads. */
  List<Trial> of(Trial trial) throws Exception {
    List<FixedStream> all = trial.streams();
    if (all.isEmpty()) {
      return List.of(trial);
    }
    List<FixedStream> growing = all.stream().filter(stream -> stream.cursor().isPresent()).toList();
    if (growing.isEmpty() && (this == INCREMENTS || this == EACH_OF_INCREMENTS)) {
      throw Cursors.refusedByAll(trial);
    }
    return switch (this) {
      case ANY -> one(trial, growing.isEmpty() ? all : growing);
      case INCREMENTS -> one(trial, growing);
      case EACH -> each(trial, all);
      case EACH_OF_INCREMENTS -> each(trial, growing);
    };
  }

  private static List<Trial> one(Trial trial, List<FixedStream> streams) {
    return List.of(trial.reading(new OwnStream(streams.getFirst(), false)));
  }

  private static List<Trial> each(Trial trial, List<FixedStream> streams) {
    boolean several = streams.size() > 1;
    return streams.stream().map(stream -> trial.reading(new OwnStream(stream, several))).toList();
  }
}

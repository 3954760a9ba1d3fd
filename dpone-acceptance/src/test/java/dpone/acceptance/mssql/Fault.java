package dpone.acceptance.mssql;

import dpone.service.tds.Answer;
import dpone.service.tds.Request;
import dpone.spi.context.Boundary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** An answer that the stand-in gives in a place of a run, until it is closed. */
final class Fault implements AutoCloseable {
  /** How long it lasts. */
  enum Lasts {
    /** One request is answered so and not carried out. */
    ONCE,
    /** One request is carried out and then answered so. */
    ONCE_AFTER,
    /** Every request is answered so. */
    ALWAYS
  }

  private final Server server;
  private final AtomicInteger met = new AtomicInteger();
  private final List<AutoCloseable> undo = new ArrayList<>();

  private Fault(Server server) {
    this.server = server;
  }

  static Fault of(Server server, Place place, Pipeline pipeline, Answer answer, Lasts lasts) {
    Fault fault = new Fault(server);
    if (place == Place.LOGIN) {
      fault.refuse(pipeline.user(), answer, lasts);
    } else if (place.after().isEmpty()) {
      fault.arm(place.meets(pipeline), answer, lasts);
    } else {
      Deque<Boundary> missing = new ArrayDeque<>(place.after());
      server.hears(reached -> {
        if (reached == missing.peek()) {
          missing.remove();
          if (missing.isEmpty()) {
            fault.arm(place.meets(pipeline), answer, lasts);
          }
        }
      });
    }
    return fault;
  }

  /** How many requests it has answered. */
  int met() {
    return met.get();
  }

  private void arm(Predicate<Request> place, Answer answer, Lasts lasts) {
    Predicate<Request> counted = request -> place.test(request) && met.incrementAndGet() > 0;
    undo.add(
        switch (lasts) {
          case ONCE -> server.standIn().once(counted, answer);
          case ONCE_AFTER -> server.standIn().onceAfter(counted, answer);
          case ALWAYS -> server.standIn().always(counted, answer);
        });
  }

  private void refuse(String user, Answer answer, Lasts lasts) {
    var refused = server.standIn().refused();
    server.standIn().users().put(user, Server.PASSWORD);
    refused.put(
        user,
        answer.after(() -> {
          met.incrementAndGet();
          if (lasts == Lasts.ONCE) {
            refused.remove(user);
          }
        }));
    undo.add(() -> refused.remove(user));
  }

  @Override
  public void close() throws Exception {
    server.hears(reached -> {});
    for (AutoCloseable one : undo) {
      one.close();
    }
  }
}

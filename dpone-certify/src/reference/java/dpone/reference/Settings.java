package dpone.reference;

import dpone.spi.Endpoint;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.nio.file.Path;
import java.util.Optional;

record Settings(
    Path folder,
    int batchRows,
    long pause,
    String order,
    String defect,
    Optional<String> lock,
    Optional<Secret> token,
    Optional<Long> maxRows) {
  static Settings of(Endpoint endpoint) {
    Options options = endpoint.connection();
    return new Settings(
        Path.of(options.string("folder")),
        (int) options.integer("batch_rows"),
        options.integer("pause"),
        options.string("order"),
        options.string("defect"),
        options.findString("lock"),
        options.secret("token"),
        endpoint.settings().findInteger("max_rows"));
  }

  boolean has(String name) {
    boolean on = defect.equals(name);
    if (on) {
      fired(name);
    }
    return on;
  }

  /** Whether rows are to come in another order than they lie in. */
  boolean reversed() {
    boolean on = order.equals("reversed");
    if (on) {
      fired("order=" + order);
    }
    return on;
  }

  /** A trial asks for it afterwards: a switch that nobody asked about has tried nothing. */
  private static void fired(String name) {
    System.setProperty("dpone.reference.fired", name);
  }
}

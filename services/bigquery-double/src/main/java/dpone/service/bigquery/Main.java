package dpone.service.bigquery;

import dpone.service.support.ServiceLoop;
import java.io.IOException;

/** The process of the double of BigQuery. */
public final class Main {
  private Main() {}

  /**
   * @param arguments {@code --data DIR}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ServiceLoop.run(arguments, data -> new DoubleService());
  }
}

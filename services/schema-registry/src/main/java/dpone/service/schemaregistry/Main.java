package dpone.service.schemaregistry;

import dpone.service.support.ServiceLoop;
import java.io.IOException;

/** The schema registry's process. */
public final class Main {
  private Main() {}

  /**
   * @param arguments {@code --data DIR}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ServiceLoop.run(arguments, RegistryService::new);
  }
}

package dpone.service.kafka;

import dpone.service.support.ServiceLoop;
import java.io.IOException;

/** The Kafka service's process. */
public final class Main {
  private Main() {}

  /**
   * @param arguments {@code --data DIR}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ServiceLoop.run(arguments, KafkaService::new);
  }
}

package dpone.connector.kafka.offline;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.registry.RegistryCode;
import dpone.spi.certify.RetriedCalls;
import java.util.List;
import java.util.stream.Stream;

/** The calls of this connector that are tried again. */
public final class KafkaRetries implements RetriedCalls {
  private static final List<KafkaCode> PASSING =
      List.of(KafkaCode.TIMEOUT, KafkaCode.BROKER_LOST, KafkaCode.THROTTLED);

  @Override
  public List<Row> rows() {
    return List.of(
        row(
            "kafka.connect",
            "connecting",
            List.of(KafkaCode.BROKER_UNREACHABLE, KafkaCode.BROKER_LOST)),
        row(
            "kafka.ask",
            "questions about topics, offsets and groups, and creating topics",
            PASSING),
        row(
            "kafka.state",
            "writing the state, which is looked up where the answer was lost",
            Stream.concat(PASSING.stream(), Stream.of(KafkaCode.STATE_CONTENDED)).toList()),
        row(
            "kafka.fence",
            "shutting older runs out",
            Stream.concat(PASSING.stream(), Stream.of(KafkaCode.LEDGER_BLOCKED)).toList()),
        row(
            "kafka.loads.read",
            "reading the topic of loads",
            Stream.concat(PASSING.stream(), Stream.of(KafkaCode.LEDGER_BLOCKED)).toList()),
        new Row(
            "kafka.registry",
            "asking the schema registry, and registering a schema",
            Stream.of(
                    RegistryCode.REGISTRY_UNREACHABLE,
                    RegistryCode.REGISTRY_FAILED,
                    RegistryCode.REGISTRY_THROTTLED)
                .map(code -> new Failure(code.code(), code.category()))
                .toList(),
            true));
  }

  private static Row row(String operation, String meaning, List<KafkaCode> codes) {
    return new Row(
        operation,
        meaning,
        codes.stream().map(code -> new Failure(code.code(), code.category())).toList(),
        false);
  }
}

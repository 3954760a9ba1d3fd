package dpone.certification.kafka;

import dpone.certify.kit.Outages;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.Errors;

/**
 * A broker that says nothing, or says what brokers say in passing, and a schema registry that does.
 * Tries are told apart by the questions that are heard: connections would not do, since Kafka's
 * clients make several of them and make them anew by themselves.
 *
 * @param connection of the cluster
 * @param tables streams, which are to ask the registry while that is out
 */
record KafkaOutages(Map<String, Object> connection, KafkaSourceTables tables) implements Outages {
  private static final String UNREACHABLE = "KAFKA_BROKER_UNREACHABLE";
  private static final String REGISTRY_UNREACHABLE = "KAFKA_REGISTRY_UNREACHABLE";
  private static final String REGISTRY_THROTTLED = "KAFKA_REGISTRY_THROTTLED";
  private static final String SERVERS = "bootstrap_servers";
  private static final Duration ASKED = Duration.ofSeconds(1);

  /** What a broker answers, by the code that it becomes. */
  private static final Map<String, Errors> ANSWERS =
      Map.of(
          "KAFKA_BROKER_LOST",
          Errors.LEADER_NOT_AVAILABLE,
          "KAFKA_TIMEOUT",
          Errors.REQUEST_TIMED_OUT,
          "KAFKA_THROTTLED",
          Errors.THROTTLING_QUOTA_EXCEEDED);

  /** What a registry answers. */
  private static final Map<String, String> REGISTRY =
      Map.of(
          "KAFKA_REGISTRY_FAILED",
          ScriptedRegistry.answer("503 Service Unavailable", ""),
          REGISTRY_THROTTLED,
          ScriptedRegistry.answer(
              "429 Too Many Requests", "Retry-After: " + ASKED.toSeconds() + "\r\n", ""));

  @Override
  public Set<String> codes() {
    Set<String> codes = new TreeSet<>(ANSWERS.keySet());
    codes.addAll(REGISTRY.keySet());
    codes.add(REGISTRY_UNREACHABLE);
    codes.add(UNREACHABLE);
    return codes;
  }

  @Override
  public Map<String, String> others() {
    return Map.of(
        "KAFKA_LEDGER_BLOCKED",
        "of the sink, while this check breaks the source; PROD-5 provokes it",
        "KAFKA_STATE_CONTENDED",
        "needs another writer of the same state at the very same moment; a test of the state store"
            + " has one");
  }

  @Override
  public Outage begin(String code, int times) throws IOException {
    Map<String, Object> through = new LinkedHashMap<>(connection);
    if (code.startsWith("KAFKA_REGISTRY_")) {
      return registry(code, through);
    }
    BrokerProxy proxy = new BrokerProxy(String.valueOf(connection.get(SERVERS)));
    through.put(SERVERS, proxy.address());
    Errors answer = ANSWERS.get(code);
    if (answer == null) {
      proxy.keepSilent(times);
      through.put("connect_timeout", "1s");
    } else {
      proxy.answer(answer, times);
    }
    return new Begun(through, Duration.ZERO, true, true, proxy::met, proxy);
  }

  /** It ends with the trial: the rows are such as need no registry to be read. */
  private Outage registry(String code, Map<String, Object> through) throws IOException {
    String answer = REGISTRY.getOrDefault(code, "");
    ScriptedRegistry registry = new ScriptedRegistry(request -> answer);
    boolean closed = code.equals(REGISTRY_UNREACHABLE);
    if (closed) {
      registry.close();
    }
    through.put("schema_registry", Map.of("url", registry.url()));
    tables.askRegistry(true);
    return new Begun(
        through,
        code.equals(REGISTRY_THROTTLED) ? ASKED : Duration.ZERO,
        !closed,
        false,
        registry::asked,
        () -> {
          tables.askRegistry(false);
          registry.close();
        });
  }

  private record Begun(
      Map<String, Object> connection,
      Duration asked,
      boolean counted,
      boolean ends,
      Supplier<List<Instant>> heard,
      AutoCloseable end)
      implements Outage {
    @Override
    public List<Instant> met() {
      return heard.get();
    }

    @Override
    public void close() throws Exception {
      end.close();
    }
  }
}

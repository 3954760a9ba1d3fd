package dpone.connector.kafka.connect;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.error.KafkaErrors;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Where the cluster is and how to talk to it, from the options of a connection. */
public final class ClusterSettings {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Options options;
  private final Map<String, Object> security;
  private final Map<String, String> further;

  /** Checks what can be checked without connecting. */
  public ClusterSettings(Options options) {
    this.options = options;
    this.further = options.map(ConnectionOptions.PROPERTIES);
    ClientProperties.check(further.keySet());
    checkServers();
    checkDuration(ConnectionOptions.CONNECT_TIMEOUT);
    checkDuration(ConnectionOptions.REQUEST_TIMEOUT);
    Map<String, Object> all = new LinkedHashMap<>();
    String protocol = options.string(ConnectionOptions.SECURITY_PROTOCOL);
    all.put("security.protocol", protocol);
    new TlsProperties(options, protocol).addTo(all);
    new LoginProperties(options, protocol).addTo(all);
    this.security = Map.copyOf(all);
  }

  private void checkServers() {
    for (String server : options.string(ConnectionOptions.BOOTSTRAP_SERVERS).split(",", -1)) {
      if (!server.strip().matches("(\\[[0-9a-fA-F:]+]|[^\\s:/@]+):\\d{1,5}")) {
        throw KafkaCode.INVALID_OPTION
            .error("connection.bootstrap_servers has no HOST:PORT in \"" + server.strip() + "\"")
            .remedy("write HOST:PORT, several with commas between")
            .build();
      }
    }
  }

  private void checkDuration(String option) {
    if (options.duration(option).compareTo(SHORTEST) < 0) {
      throw KafkaCode.INVALID_OPTION
          .error("connection." + option + " is shorter than one second")
          .build();
    }
  }

  /** For messages: the addresses. */
  public String target() {
    return options.string(ConnectionOptions.BOOTSTRAP_SERVERS);
  }

  /** The connection's options. */
  public Options options() {
    return options;
  }

  /** Limit of the first answer. */
  public Duration connectTimeout() {
    return options.duration(ConnectionOptions.CONNECT_TIMEOUT);
  }

  /** Limit of one request, its tries included. */
  public Duration requestTimeout() {
    return options.duration(ConnectionOptions.REQUEST_TIMEOUT);
  }

  /** Properties of an administration client. */
  public Map<String, Object> admin() {
    Map<String, Object> all = common(AdminClientConfig.configNames());
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(requestTimeout()));
    return all;
  }

  /**
   * Properties of a consumer that commits nothing by itself and takes no assignment from a group.
   *
   * @param group group whose offsets it may look at, or empty
   */
  public Map<String, Object> consumer(String group) {
    Map<String, Object> all = common(ConsumerConfig.configNames());
    all.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    all.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
    all.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
    all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
    // Nobody waits here for what is still to come, and a consumer that is closed waits for its last
    // fetch, which at the end of a log takes as long as this allows.
    all.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(requestTimeout()));
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // An offset that is not there must be heard of, not replaced.
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    if (!group.isEmpty()) {
      all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    }
    return all;
  }

  /** Properties of a producer, apart from what its purpose adds. */
  public Map<String, Object> producer() {
    return common(ProducerConfig.configNames());
  }

  private Map<String, Object> common(Set<String> known) {
    Map<String, Object> all = new LinkedHashMap<>();
    further.forEach((name, value) -> {
      if (known.contains(name)) {
        all.put(name, value);
      }
    });
    all.put("bootstrap.servers", List.of(target().replace(" ", "").split(",", -1)));
    all.put("client.id", options.string(ConnectionOptions.CLIENT_ID));
    all.put("socket.connection.setup.timeout.ms", (long) millis(connectTimeout()));
    all.put(
        "request.timeout.ms", Math.min(millis(requestTimeout()), millis(Duration.ofSeconds(30))));
    all.put("enable.metrics.push", false);
    // A name that does not resolve is heard of at once, and a broker that is down is asked again.
    all.put("reconnect.backoff.max.ms", 500L);
    all.putAll(security);
    return all;
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }

  /** The error of a failed call to the cluster; without any secret that a client may quote. */
  public DponeException error(Throwable failure, String doing) {
    return scrubbed(KafkaErrors.of(failure, doing));
  }

  /** The same for a stream. */
  public DponeException error(Throwable failure, String doing, String stream) {
    return scrubbed(KafkaErrors.of(failure, doing, stream));
  }

  private DponeException scrubbed(DponeException error) {
    if (!quotesSecret(error)) {
      return error;
    }
    return DponeException.of(
            error.category(),
            error.code(),
            error.code().toLowerCase(Locale.ROOT).replace('_', ' ')
                + "; the client's own words are left out, since they quote a secret")
        .at(error.place())
        .remedy(error.remedy())
        .build();
  }

  private boolean quotesSecret(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      String text = String.valueOf(t.getMessage());
      for (String option :
          List.of(
              ConnectionOptions.SASL_PASSWORD,
              ConnectionOptions.OAUTH_TOKEN,
              ConnectionOptions.OAUTH_CLIENT_SECRET,
              ConnectionOptions.SSL_KEY_PASSWORD)) {
        String value = options.secret(option).map(Secret::reveal).orElse("");
        if (!value.isEmpty() && text.contains(value)) {
          return true;
        }
      }
    }
    return false;
  }
}

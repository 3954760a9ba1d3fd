package dpone.certification.kafka;

import dpone.certify.kit.Credentials;
import dpone.certify.kit.Failures;
import dpone.certify.kit.LogTables;
import dpone.certify.kit.Outages;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.TypeTables;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster, with topics for what is read and for what is written.
 *
 * @param running what it is and how it is reached
 * @param disposable whether users may be made in it
 * @param topics clients of the trial's own
 * @param tables what pipelines read
 */
record KafkaSystem(
    Services.Running running, boolean disposable, TopicClient topics, KafkaSourceTables tables)
    implements TestSystem {
  static final String SOURCE = "certify_source.";
  static final String TARGET = "certify_target.";

  static KafkaSystem on(Services.Running running, boolean disposable) throws Exception {
    TopicClient topics = new TopicClient(running.connection());
    topics.dropAll(SOURCE);
    topics.dropAll(TARGET);
    return new KafkaSystem(running, disposable, topics, new KafkaSourceTables(topics));
  }

  @Override
  public ServiceInfo service() {
    return running.info();
  }

  @Override
  public Map<String, Object> connection() {
    return running.connection();
  }

  /** The same each time: it remembers the columns of its tables. */
  @Override
  public Optional<SourceTables> source() {
    return Optional.of(tables);
  }

  @Override
  public Optional<SinkTables> sink() {
    return Optional.of(new KafkaSinkTables(topics));
  }

  @Override
  public Optional<LogTables> log() {
    return Optional.of(new KafkaLogTables(topics, tables));
  }

  @Override
  public Optional<TypeTables> types() {
    return Optional.of(new KafkaTypes(topics));
  }

  @Override
  public Optional<Credentials> credentials() {
    return disposable
        ? Optional.of(new KafkaCredentials(topics, running.connection()))
        : Optional.empty();
  }

  @Override
  public Optional<Outages> outages() {
    return Optional.of(new KafkaOutages(running.connection(), tables));
  }

  @Override
  public Optional<Failures> failures() {
    return Optional.of(new KafkaFailures(topics, running.connection(), disposable));
  }

  @Override
  public void close() throws Exception {
    try (topics) {
      topics.dropAll(SOURCE);
      topics.dropAll(TARGET);
    }
  }
}

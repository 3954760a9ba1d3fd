package dpone.connector.kafka.deadletter;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes records that cannot be rows. Thread-safe: the readers of a source share one.
 *
 * <p>A reader sends what it cannot decode, counts it as rejected, and calls {@link #flush} before
 * it gives its receipt, so that no position is saved behind a record that is not set aside. A
 * process that dies in between reads the record again and sets it aside again: at least once.
 */
public interface DeadLetters extends AutoCloseable {
  /**
   * Sets a record aside.
   *
   * @param record as it was read
   * @param reason stable code
   * @param detail one sentence with the offending value
   * @throws dpone.spi.error.DponeException when an earlier one could not be set aside
   */
  void send(ConsumerRecord<byte[], byte[]> record, String reason, String detail);

  /**
   * Waits until everything sent before is durable.
   *
   * @throws dpone.spi.error.DponeException when something could not be set aside
   */
  void flush();

  /** Records that the brokers acknowledged. */
  long acknowledged();

  @Override
  void close();
}

package dpone.acceptance.routes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody else who writes to a system all the time, whatever becomes of it. */
final class Load implements AutoCloseable {
  private final Thread thread;
  private final AtomicLong written = new AtomicLong();

  private final Runnable end;

  private Load(Runnable once) {
    this(once, () -> {});
  }

  private Load(Runnable once, Runnable end) {
    this.end = end;
    thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  once.run();
                  written.incrementAndGet();
                  Thread.sleep(2);
                } catch (InterruptedException e) {
                  return;
                } catch (RuntimeException gone) {
                  // As it is meant: the system is killed meanwhile.
                  Thread.yield();
                }
              }
            });
  }

  static Load on(Place place) {
    return switch (place) {
      case ClickHousePlace engine -> {
        engine.ask("CREATE TABLE IF NOT EXISTS shop.load (n Int64) ENGINE = MergeTree ORDER BY n");
        yield new Load(() -> engine.ask("INSERT INTO shop.load SELECT number FROM numbers(1000)"));
      }
      case KafkaPlace kafka -> {
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                kafka.client(), new ByteArraySerializer(), new ByteArraySerializer());
        yield new Load(
            () -> producer.send(new ProducerRecord<>("load", new byte[1000])),
            () -> producer.close(Duration.ZERO));
      }
      default -> throw new IllegalArgumentException(place.toString());
    };
  }

  /** How often it wrote something. */
  long written() {
    return written.get();
  }

  @Override
  public void close() {
    thread.interrupt();
    end.run();
  }
}

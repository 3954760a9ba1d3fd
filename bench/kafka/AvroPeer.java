import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic to its end, each value into a generic record of the plain Avro library; prints records and
 * microseconds, without the start of the process.
 */
public final class AvroPeer {
  public static void main(String[] args) throws Exception {
    String topic = args[1];
    long wanted = Long.parseLong(args[2]);
    GenericDatumReader<GenericRecord> reader =
        new GenericDatumReader<>(new Schema.Parser().parse(Fill.SCHEMA));
    // What kafka-consumer-perf-test asks for, too.
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", args[0],
                "receive.buffer.bytes", 2 << 20,
                "max.partition.fetch.bytes", 1 << 20,
                "check.crcs", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map((PartitionInfo p) -> new TopicPartition(topic, p.partition()))
              .toList();
      long begun = System.nanoTime();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      BinaryDecoder decoder = null;
      long count = 0;
      long sum = 0;
      while (count < wanted) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(10))) {
          byte[] value = record.value();
          decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, decoder);
          GenericRecord order = reader.read(null, decoder);
          sum += (Long) order.get("id");
          count++;
        }
      }
      System.out.println(count + " " + (System.nanoTime() - begun) / 1000 + " " + sum);
    }
  }
}

package dpone.connector.kafka.source;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.spi.batch.ColumnBatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/** Writes what the log says about a record into the columns of a batch. */
final class Facts {
  private static final byte[] NO_HEADERS = {'[', ']'};

  private final Metadata[] facts;

  Facts(List<Metadata> facts) {
    this.facts = facts.toArray(Metadata[]::new);
  }

  void append(ConsumerRecord<ByteBuffer, ByteBuffer> record, byte[] topic, ColumnBatch batch) {
    for (int i = 0; i < facts.length; i++) {
      switch (facts[i]) {
        case TOPIC -> batch.bytes(i).append(topic, 0, topic.length);
        case PARTITION -> batch.ints(i).append(record.partition());
        case OFFSET -> batch.longs(i).append(record.offset());
        case TIMESTAMP -> {
          if (record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE || record.timestamp() < 0) {
            batch.column(i).appendNull();
          } else {
            batch.longs(i).append(record.timestamp() * 1000);
          }
        }
        case TIMESTAMP_TYPE -> {
          if (record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE) {
            batch.column(i).appendNull();
          } else {
            batch.bytes(i).append(record.timestampType().toString());
          }
        }
        case KEY -> {
          ByteBuffer key = record.key();
          if (key == null) {
            batch.column(i).appendNull();
          } else {
            batch.bytes(i).append(key.array(), key.arrayOffset() + key.position(), key.remaining());
          }
        }
        case HEADERS -> {
          byte[] json = headers(record);
          batch.bytes(i).append(json, 0, json.length);
        }
        case TOMBSTONE -> batch.ints(i).append(record.value() == null ? 1 : 0);
      }
    }
  }

  /** A list, since a header's name may come more than once. */
  private static byte[] headers(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    ArrayNode all = null;
    for (Header header : record.headers()) {
      if (all == null) {
        all = JSON.array();
      }
      ObjectNode one = all.addObject().put("key", header.key());
      byte[] value = header.value();
      if (value == null) {
        one.putNull("value");
        continue;
      }
      try {
        one.put(
            "value", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString());
      } catch (CharacterCodingException binary) {
        one.put("base64", Base64.getEncoder().encodeToString(value));
      }
    }
    return all == null ? NO_HEADERS : all.toString().getBytes(StandardCharsets.UTF_8);
  }
}

package dpone.connector.kafka.sink;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Layout;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.ArrayList;
import java.util.List;

/** Whole numbers and text with bars between: all that the tests of the sink need of a format. */
final class LineFormat implements ValueFormat {
  @Override
  public String name() {
    return "lines";
  }

  @Override
  public List<Field> columns(String topic, Samples samples) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecordDecoder decoder(String topic, List<Field> columns, int first) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void check(String topic, List<Field> columns) {
    for (Field field : columns) {
      if (field.type() instanceof DataType.Interval) {
        throw KafkaCode.SCHEMA_CHANGED
            .error("no such type")
            .at(Place.field("", field.name()))
            .build();
      }
    }
  }

  @Override
  public RecordEncoder encoder(
      String topic, List<Field> columns, int[] cells, EnvelopeFacts facts) {
    return (batch, row, operation, out) -> {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < cells.length; i++) {
        String text = text(batch, columns.get(i), cells[i], row);
        if (text.equals("poison")) {
          return new Poison(FormatCode.VALUE_OUT_OF_RANGE, columns.get(i).name(), text, "it is");
        }
        parts.add(text);
      }
      out.write(String.join("|", parts));
      return null;
    };
  }

  private static String text(ColumnBatch batch, Field field, int cell, int row) {
    if (batch.column(cell).isNull(row)) {
      return "null";
    }
    if (field.type().layout() == Layout.LONG) {
      return String.valueOf(batch.longs(cell).get(row));
    }
    if (field.type().layout() == Layout.INT) {
      return String.valueOf(batch.ints(cell).get(row));
    }
    BytesColumn bytes = batch.bytes(cell);
    return bytes.text(row);
  }
}

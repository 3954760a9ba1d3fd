package dpone.toolkit.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RowTextTest {
  private static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

  @Test
  void everyTypeIsToldAsPeopleReadIt() {
    try (ColumnBatch batch = row()) {
      assertThat(RowText.json(batch, 0))
          .isEqualTo(
              "{\"c0\":\"true\",\"c1\":\"-7\",\"c2\":\"18446744073709551615\",\"c3\":\"0.5\","
                  + "\"c4\":\"-1.20\",\"c5\":\"A \\\"quote\\\"\",\"c6\":\"00ff\","
                  + "\"c7\":\"2026-11-30\",\"c8\":\""
                  + ID
                  + "\",\"c9\":null}");
    }
  }

  @Test
  void cellsOfAKeyStandInTheOrderOfTheColumns() {
    try (ColumnBatch batch = row()) {
      assertThat(RowText.cells(batch, 0, Set.of("c7", "c1", "c9")::contains))
          .isEqualTo("-7, 2026-11-30, null");
    }
  }

  private static ColumnBatch row() {
    List<DataType> types =
        List.of(
            new DataType.Bool(),
            new DataType.Int(32),
            new DataType.UInt64(),
            new DataType.FloatingPoint(64),
            new DataType.Decimal(38, 2),
            new DataType.Text(),
            new DataType.Bytes(),
            new DataType.Date(),
            new DataType.Uuid(),
            new DataType.Text());
    List<Field> fields = new ArrayList<>();
    types.forEach(type -> fields.add(new Field("c" + fields.size(), type, true, "")));
    ColumnBatch batch = PlainMemory.batch(fields);
    batch.ints(0).append(1);
    batch.ints(1).append(-7);
    batch.longs(2).append(-1);
    batch.doubles(3).append(0.5);
    batch.int128s(4).append(-120);
    batch.bytes(5).append("A \"quote\"");
    byte[] bytes = {0, (byte) 0xff};
    batch.bytes(6).append(bytes, 0, bytes.length);
    batch.ints(7).append((int) LocalDate.of(2026, 11, 30).toEpochDay());
    batch.int128s(8).append(ID.getMostSignificantBits(), ID.getLeastSignificantBits());
    batch.bytes(9).appendNull();
    batch.endRow();
    return batch;
  }
}

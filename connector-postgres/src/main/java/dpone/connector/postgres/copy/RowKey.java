package dpone.connector.postgres.copy;

import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.Shapes;
import dpone.spi.type.Schema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads the key of a row out of its bytes, for people who have to find a row that was refused. */
public final class RowKey {
  private static final int LONGEST = 200;

  private final int[] places;
  private final List<PgType> sent;

  /**
   * For one stream.
   *
   * @param sent what the server sends for each column
   */
  public RowKey(Schema schema, List<PgType> sent) {
    this.places =
        schema.key().stream()
            .mapToInt(name ->
                IntStream.range(0, schema.size())
                    .filter(i -> schema.fields().get(i).name().equals(name))
                    .findFirst()
                    .orElseThrow())
            .toArray();
    this.sent = List.copyOf(sent);
  }

  /**
   * The values of the key, with commas between; empty if the stream has no key.
   *
   * @param start index of the row's first byte, the first of its column count
   */
  public String text(byte[] data, int start) {
    List<String> values = new ArrayList<>();
    for (int place : places) {
      int at = start + 2;
      for (int i = 0; i < place; i++) {
        at += 4 + Math.max(0, Wire.int32(data, at));
      }
      int length = Wire.int32(data, at);
      values.add(length < 0 ? "null" : cell(data, at + 4, length, sent.get(place)));
    }
    String text = String.join(",", values);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private static String cell(byte[] data, int at, int length, PgType type) {
    String form = type.shape();
    if (form.equals(Shapes.TEXT)) {
      return new String(data, at, Math.min(length, 4 * LONGEST), StandardCharsets.UTF_8);
    }
    String shown =
        switch (form + "/" + length) {
          case "bool/1" -> data[at] == 0 ? "false" : "true";
          case "int2/2" -> String.valueOf(Wire.int16(data, at));
          case "int4/4" -> String.valueOf(Wire.int32(data, at));
          case "int8/8" -> String.valueOf(Wire.int64(data, at));
          case "oid/4" -> Integer.toUnsignedString(Wire.int32(data, at));
          case "uuid/16" -> new UUID(Wire.int64(data, at), Wire.int64(data, at + 8)).toString();
          case "date/4" -> date(Wire.int32(data, at));
          case "timestamp/8" -> moment(Wire.int64(data, at)).toString();
          case "timestamptz/8" -> moment(Wire.int64(data, at)) + "Z";
          default -> "";
        };
    if (!shown.isEmpty()) {
      return shown;
    }
    return form.equals("numeric")
        ? Numerics.toText(data, at, length)
        : "\\x" + HexFormat.of().formatHex(data, at, at + Math.min(length, LONGEST));
  }

  private static String date(int days) {
    return LocalDate.ofEpochDay((long) days + Wire.EPOCH_DAYS).toString();
  }

  private static LocalDateTime moment(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L) + Wire.EPOCH_DAYS * 86_400L,
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }
}

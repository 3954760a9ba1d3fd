package dpone.reference;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import reference.driver.LineCodec;

/** A table is a file: columns, key, id of the load that wrote it, rows. */
final class Tables {
  private static final LineCodec CODEC = new LineCodec();
  private static final List<DataType> TYPES =
      List.of(
          new DataType.Int(64),
          new DataType.Int(32),
          new DataType.Text(),
          new DataType.Decimal(38, 10),
          new DataType.FloatingPoint(64),
          new DataType.Bool(),
          new DataType.Date(),
          new DataType.TimestampTz(6));

  private Tables() {}

  static String sampleLine() {
    return CODEC.write(java.util.Arrays.asList("1", null, "a\tb")) + "\n";
  }

  static Path file(Path folder, String name) {
    return folder.resolve(name + ".table");
  }

  static boolean any(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".table"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<DataType> types() {
    return TYPES;
  }

  static Table read(Path folder, String name) {
    return read(folder, name, false);
  }

  static Table read(Path folder, String name, boolean unmappedAsText) {
    Path file = file(folder, name);
    if (!Files.exists(file)) {
      throw noTable(name).build();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      List<Field> fields = new ArrayList<>();
      for (String column : CODEC.read(lines.get(0))) {
        String[] parts = column.split(" ", 3);
        fields.add(
            new Field(
                parts[0], type(name, parts, unmappedAsText), parts[2].equals("null"), parts[1]));
      }
      List<List<String>> rows = lines.stream().skip(3).map(CODEC::read).toList();
      List<String> key = lines.get(1).isEmpty() ? List.of() : CODEC.read(lines.get(1));
      return new Table(new Schema(fields, key), lines.get(2), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DponeException.Builder noTable(String name) {
    return DponeException.of(ErrorCategory.NOT_FOUND, "REF_NO_TABLE", "no table " + name)
        .at(Place.stream(name))
        .remedy("check the table's name");
  }

  static void publish(Path folder, String name, Table table, Runnable between) {
    List<String> lines = new ArrayList<>();
    lines.add(
        CODEC.write(
            table.schema().fields().stream()
                .map(f -> f.name() + " " + f.type().text() + " " + (f.nullable() ? "null" : "not"))
                .toList()));
    lines.add(CODEC.write(table.schema().key()));
    lines.add(table.loadId());
    table.rows().forEach(row -> lines.add(CODEC.write(row)));
    try {
      Path next = Files.write(folder.resolve(name + ".next"), lines);
      between.run();
      Files.move(next, file(folder, name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataType type(String stream, String[] column, boolean unmappedAsText) {
    return TYPES.stream()
        .filter(t -> t.text().equals(column[1]))
        .findFirst()
        .or(() -> unmappedAsText ? Optional.of(new DataType.Text()) : Optional.empty())
        .orElseThrow(() ->
            DponeException.of(
                    ErrorCategory.SCHEMA, "REF_TYPE", column[0] + " has type " + column[1])
                .at(Place.stream(stream))
                .remedy("leave the column out")
                .build());
  }
}

package acme.connector;

import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A table is a file: a line of columns, a line with the key, a line with the load id, rows. */
final class Tables {
  static final List<DataType> TYPES =
      List.of(
          new DataType.Int(64),
          new DataType.Int(32),
          new DataType.Text(),
          new DataType.Decimal(38, 10),
          new DataType.FloatingPoint(64),
          new DataType.Bool(),
          new DataType.Date(),
          new DataType.TimestampTz(6));

  private static final String ENDING = ".table";
  private static final int HEAD = 3;

  private Tables() {}

  static Path file(Path folder, String name) {
    return folder.resolve(name + ENDING);
  }

  static List<String> names(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }

  static Table read(Path folder, String name) {
    Path file = file(folder, name);
    if (!Files.isRegularFile(file)) {
      throw AcmeError.NO_TABLE.what("there is no table " + name).at(Place.stream(name)).build();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < HEAD) {
        throw AcmeError.MALFORMED
            .what(file + " has " + lines.size() + " lines, and a table begins with " + HEAD)
            .at(Place.stream(name))
            .build();
      }
      List<Field> fields = new ArrayList<>();
      for (String column : Rows.read(lines.get(0))) {
        fields.add(field(name, column));
      }
      List<String> key = lines.get(1).isEmpty() ? List.of() : Rows.read(lines.get(1));
      return new Table(
          new Schema(fields, key), lines.get(2), lines.stream().skip(HEAD).map(Rows::read).toList());
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }

  /**
   * Replaces a table at once: whoever reads sees the old one or the new one.
   *
   * @param written called when the new file is complete and not yet in its place
   */
  static void publish(Path folder, String name, Table table, Runnable written) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Rows.write(
            table.schema().fields().stream()
                .map(f -> f.name() + " " + f.type().text() + " " + (f.nullable() ? "null" : "not"))
                .toList()));
    lines.add(Rows.write(table.schema().key()));
    lines.add(table.loadId());
    table.rows().forEach(row -> lines.add(Rows.write(row)));
    try {
      Path next = Files.write(folder.resolve(name + ".next"), lines);
      written.run();
      Files.move(next, file(folder, name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }

  private static Field field(String table, String column) {
    String[] parts = column.split(" ", 3);
    if (parts.length < 3) {
      throw AcmeError.MALFORMED
          .what("the column " + column + " is not `name type null` or `name type not`")
          .at(Place.stream(table))
          .build();
    }
    DataType type =
        TYPES.stream()
            .filter(t -> t.text().equals(parts[1]))
            .findFirst()
            .orElseThrow(
                () ->
                    AcmeError.TYPE
                        .what("column " + parts[0] + " has the unknown type " + parts[1])
                        .at(Place.stream(table))
                        .build());
    return new Field(parts[0], type, parts[2].equals("null"), parts[1]);
  }
}

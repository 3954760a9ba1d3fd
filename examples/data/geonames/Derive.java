import static java.lang.Character.UnicodeScript.LATIN;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes cities.csv from a GeoNames dump: {@code java Derive.java cities500.txt > cities.csv}. */
final class Derive {
  private static final int SMALLEST_POPULATION = 15_000;

  /** What GeoNames writes where its elevation model has no data. */
  private static final String NO_ELEVATION_MODEL = "-9999";

  private static final String HEADER =
      "geonameid,name,ascii_name,other_script_name,latitude,longitude,feature_code,country_code,"
          + "admin1_code,admin2_code,population,elevation,elevation_model,timezone,modified";

  public static void main(String[] args) throws IOException {
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.print(HEADER + "\n");
    try (Stream<String> lines = Files.lines(Path.of(args[0]))) {
      lines
          .map(line -> List.of(line.split("\t", -1)))
          .filter(field -> Long.parseLong("0" + field.get(14)) >= SMALLEST_POPULATION)
          .sorted(Comparator.comparingLong(field -> Long.parseLong(field.get(0))))
          .forEach(field -> out.print(row(field) + "\n"));
    }
    out.flush();
  }

  private static String row(List<String> field) {
    String model = field.get(16).equals(NO_ELEVATION_MODEL) ? "" : field.get(16);
    return Stream.of(
            field.get(0),
            field.get(1),
            field.get(2),
            otherScript(field.get(3)),
            coordinate(field.get(4)),
            coordinate(field.get(5)),
            field.get(7),
            field.get(8),
            field.get(10),
            field.get(11),
            field.get(14),
            field.get(15),
            model,
            field.get(17),
            field.get(18))
        .map(Derive::quoted)
        .collect(Collectors.joining(","));
  }

  /** The first of the alternate names that starts with a letter that is not Latin, or nothing. */
  private static String otherScript(String alternateNames) {
    return Stream.of(alternateNames.split(","))
        .filter(name -> !name.isEmpty() && Character.isLetter(name.codePointAt(0)))
        .filter(name -> Character.UnicodeScript.of(name.codePointAt(0)) != LATIN)
        .findFirst()
        .orElse("");
  }

  private static String coordinate(String degrees) {
    return new BigDecimal(degrees).setScale(5).toPlainString();
  }

  /** An empty field stays unquoted: PostgreSQL's CSV reads it as null. */
  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}

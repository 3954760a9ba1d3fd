package dpone.acceptance.mssql;

import dpone.service.tds.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An error that SQL Server is known to answer with (Microsoft, "Database Engine events and
 * errors").
 *
 * @param number its number
 * @param severity its severity
 * @param places where in a run it is tried
 * @param code what the run ends with
 * @param category the category of that
 * @param text what the server says
 */
record ServerFailure(
    int number, int severity, List<Place> places, String code, String category, String text) {

  /** All of the table. */
  static List<ServerFailure> all() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(ServerFailure.class.getResourceAsStream("/mssql/failures.txt"))) {
      List<ServerFailure> all = new ArrayList<>();
      for (String line : new String(table.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          all.add(of(line.split(" *\\| *")));
        }
      }
      return all;
    }
  }

  private static ServerFailure of(String[] cells) {
    return new ServerFailure(
        Integer.parseInt(cells[0].strip()),
        Integer.parseInt(cells[1]),
        Arrays.stream(cells[2].split(" "))
            .map(place -> Place.valueOf(place.toUpperCase(Locale.ROOT)))
            .toList(),
        "MSSQL_" + cells[3],
        cells[4],
        cells[5].strip());
  }

  /** Whether it passes by itself. */
  boolean passes() {
    return category.equals("TRANSIENT") || category.equals("THROTTLED");
  }

  Answer answer() {
    return Answer.error(number, severity, 1, text);
  }
}

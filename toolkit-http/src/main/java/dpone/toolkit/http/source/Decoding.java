package dpone.toolkit.http.source;

import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.csv.CsvDecoder;
import dpone.toolkit.format.json.JsonDecoder;
import dpone.toolkit.format.json.JsonRules;
import dpone.toolkit.format.record.ExplodedRecords;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.CsvFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the records of a stream become cells. Used by one thread. */
final class Decoding {
  private final RecordDecoder decoder;
  private final @Nullable CsvDecoder csv;

  /**
   * For some columns of a stream.
   *
   * @param columns those that are wanted
   */
  Decoding(StreamDefinition stream, List<ColumnDefinition> columns) {
    boolean othersFail = stream.unknown() == StreamDefinition.UnknownFields.FAIL;
    if (stream.format() instanceof BodyFormat.Csv format) {
      CsvDecoder made = csv(stream, columns, format, othersFail);
      this.csv = made;
      this.decoder = made;
    } else {
      this.csv = null;
      this.decoder = json(stream, columns, othersFail);
    }
  }

  private static CsvDecoder csv(
      StreamDefinition stream,
      List<ColumnDefinition> columns,
      BodyFormat.Csv format,
      boolean othersFail) {
    List<RecordColumn> fields = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    // Without a header every field of a line has to be known, whether it is wanted or not.
    for (ColumnDefinition column : format.header() ? columns : stream.columns()) {
      Optional<String> pointer = pointer(column);
      if (pointer.isPresent()) {
        fields.add(new RecordColumn(column.field(), pointer.get(), column.form()));
        places.add(columns.indexOf(column));
      }
    }
    int[] indexes = places.stream().mapToInt(Integer::intValue).toArray();
    return format.header()
        ? CsvDecoder.byHeader(fields, indexes, othersFail, CsvFormat.rules(format))
        : CsvDecoder.byPosition(fields, indexes, CsvFormat.rules(format));
  }

  private static RecordDecoder json(
      StreamDefinition stream, List<ColumnDefinition> columns, boolean othersFail) {
    List<RecordColumn> fields = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDefinition column = columns.get(i);
      Optional<String> pointer = pointer(column);
      if (pointer.isPresent()) {
        fields.add(new RecordColumn(column.field(), pointer.get(), column.form()));
        places.add(i);
      }
    }
    return JsonDecoder.of(
        fields,
        places.stream().mapToInt(Integer::intValue).toArray(),
        ignored(stream, columns),
        new JsonRules(
            othersFail ? JsonRules.Unknown.FAIL : JsonRules.Unknown.IGNORE, "", false, false));
  }

  /** Where in a record a column is; empty when it does not come from there. */
  private static Optional<String> pointer(ColumnDefinition column) {
    return switch (column.source()) {
      case ColumnDefinition.Source.InRecord s -> Optional.of(s.pointer());
      case ColumnDefinition.Source.InParent s -> Optional.of(ExplodedRecords.lineage(s.pointer()));
      case ColumnDefinition.Source.OfRequest s -> Optional.empty();
      case ColumnDefinition.Source.InEnvelope s -> Optional.empty();
    };
  }

  /** Members of the record that are declared and not wanted. */
  private static List<String> ignored(StreamDefinition stream, List<ColumnDefinition> columns) {
    return stream.columns().stream()
        .filter(c -> !columns.contains(c))
        .flatMap(c -> pointer(c).stream())
        .map(Decoding::member)
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** The name of the record's member that a pointer leads through. */
  private static String member(String pointer) {
    String[] names = pointer.split("/", 3);
    return names.length < 2 ? "" : names[1].replace("~1", "/").replace("~0", "~");
  }

  RecordDecoder decoder() {
    return decoder;
  }

  /** Hears the names in the first line of a page. */
  void header(Optional<List<String>> names) {
    CsvDecoder lines = csv;
    if (lines != null) {
      names.ifPresent(lines::header);
    }
  }
}

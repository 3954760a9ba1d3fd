package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.copy.Text;
import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Nearest;
import dpone.connector.postgres.sql.SqlText;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.Shapes;
import dpone.connector.postgres.type.TypeMapper;
import dpone.spi.batch.WireFormat;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.type.NativeType;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stream after selection.
 *
 * @param selection what was asked for
 * @param relation the table or view, or null for a query
 * @param columns the selected columns
 * @param cursor the cursor column, which need not be selected, or null
 * @param byXmin whether rows are told by the transaction that wrote them, in place of a cursor
 * @param lane how columns of the wire lane are written
 */
record Described(
    StreamSelection selection,
    @Nullable Relation relation,
    List<ColumnInfo> columns,
    @Nullable ColumnInfo cursor,
    boolean byXmin,
    Lane lane) {
  /** How the wire lane sends a column. */
  enum Lane {
    /** In its own binary form. */
    NATIVE,
    /** As text where only this database understands the binary form. */
    PORTABLE,
    /** As a line of text. */
    TEXT
  }

  /** The system column that can stand for a cursor. */
  static final String XMIN = "xmin";

  Described {
    columns = List.copyOf(columns);
  }

  Described(
      StreamSelection selection,
      @Nullable Relation relation,
      List<ColumnInfo> columns,
      @Nullable ColumnInfo cursor,
      boolean byXmin) {
    this(selection, relation, columns, cursor, byXmin, Lane.NATIVE);
  }

  /** Asks the catalogue. */
  static Described of(PgSession session, ConnectionSettings settings, StreamSelection asked) {
    StreamSelection selection = enclosed(asked);
    Relation relation = null;
    List<ColumnInfo> all;
    if (selection.query() != null) {
      all = Catalog.queryColumns(session, selection.name(), selection.query());
    } else {
      relation = Catalog.require(session, settings.table(selection.name()));
      all = relation.columns();
    }
    List<ColumnInfo> columns = new ArrayList<>();
    for (String name : selection.columns()) {
      columns.add(find(selection.name(), all, name));
    }
    boolean byXmin =
        XMIN.equals(selection.cursor()) && all.stream().noneMatch(c -> c.name().equals(XMIN));
    ColumnInfo cursor =
        selection.cursor() == null || byXmin
            ? null
            : find(selection.name(), all, selection.cursor());
    List<ColumnInfo> wanted = selection.columns().isEmpty() ? all : columns;
    wanted.forEach(column -> refusePseudo(selection.name(), column));
    return new Described(selection, relation, wanted, cursor, byXmin);
  }

  /** The same, to be read in one of the offered formats; null means columns. */
  Described reading(@Nullable WireFormat format) {
    Lane asked =
        format == null || format.equals(nativeFormat())
            ? Lane.NATIVE
            : format.name().equals(Text.FORMAT) ? Lane.TEXT : Lane.PORTABLE;
    return new Described(selection, relation, columns, cursor, byXmin, asked);
  }

  private static StreamSelection enclosed(StreamSelection asked) {
    try {
      return new StreamSelection(
          asked.name(),
          asked.query() == null ? null : SqlText.enclosed(asked.query()),
          asked.columns(),
          asked.where() == null ? null : SqlText.enclosed(asked.where()),
          asked.cursor(),
          asked.options());
    } catch (DponeException invalid) {
      throw invalid.at(Place.stream(asked.name()));
    }
  }

  private static void refusePseudo(String stream, ColumnInfo column) {
    if (column.type().kind() == PgType.Kind.PSEUDO) {
      throw PgCode.TYPE_UNMAPPED
          .error("column " + column.name() + " is of the pseudo-type " + column.type().text())
          .at(Place.field(stream, column.name()))
          .build();
    }
  }

  private static ColumnInfo find(String stream, List<ColumnInfo> all, String name) {
    return all.stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            PgCode.COLUMN_NOT_FOUND
                .error("there is no column " + name)
                .at(Place.field(stream, name))
                .remedy(
                    Nearest.remedy(
                        name,
                        all.stream().map(ColumnInfo::name).toList(),
                        PgCode.COLUMN_NOT_FOUND.remedy()))
                .build());
  }

  Schema schema() {
    List<Field> fields =
        columns.stream()
            .map(c ->
                new Field(c.name(), TypeMapper.map(c.type()).type(), !c.notNull(), c.type().text()))
            .toList();
    List<String> names = columns.stream().map(ColumnInfo::name).toList();
    List<String> key = relation == null ? List.of() : relation.primaryKey();
    List<NativeType> types =
        columns.stream().flatMap(c -> c.definitions().stream()).distinct().toList();
    return new Schema(fields, names.containsAll(key) ? key : List.of(), types);
  }

  /** The wire formats, best first. */
  List<WireFormat> wireFormats() {
    WireFormat asIs = nativeFormat();
    WireFormat anywhere =
        new WireFormat(
            Wire.FORMAT,
            Wire.layout(columns.stream().map(c -> Shapes.portable(c.type())).toList()));
    return Stream.of(asIs, anywhere, textFormat()).filter(Objects::nonNull).distinct().toList();
  }

  /** A line of text for each row. */
  WireFormat textFormat() {
    return Text.of(columns.stream().map(ColumnInfo::type).toList());
  }

  /** Every column in its own binary form, or null if one has none. */
  @Nullable WireFormat nativeFormat() {
    List<String> shapes = columns.stream().map(c -> c.type().shape()).toList();
    return shapes.contains("") ? null : new WireFormat(Wire.FORMAT, Wire.layout(shapes));
  }

  /** How a column is written in the wire lane's select list. */
  String wireCast(ColumnInfo column) {
    return switch (lane) {
      case NATIVE -> "";
      case PORTABLE -> Shapes.portable(column.type()).equals(column.type().shape()) ? "" : "::text";
      case TEXT -> Text.cast(column.type());
    };
  }

  /** What the server sends for each column in the columnar lane. */
  List<PgType> sent() {
    return columns.stream().map(c -> TypeMapper.sent(c.type())).toList();
  }

  /** How a column is written in the columnar lane's select list. */
  static String cast(ColumnInfo column) {
    return TypeMapper.map(column.type()).cast();
  }

  /** Names and types in one text; two reads understand each other if it is the same. */
  static String digest(Schema schema) {
    StringBuilder text = new StringBuilder();
    for (Field field : schema.fields()) {
      text.append(field.name())
          .append('\0')
          .append(field.nativeType())
          .append('\0')
          .append(field.type().text())
          .append('\0');
    }
    return java.util
        .UUID
        .nameUUIDFromBytes(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toString();
  }
}

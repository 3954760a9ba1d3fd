package dpone.connector.vendors.googleads;

import com.google.ads.googleads.v23.services.GoogleAdsRow;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.page.FeedCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of a query in the messages of rows, and the columns that they become: known from the
 * messages' descriptors, so that nobody has to be asked for them.
 *
 * @param fields as the query names them
 * @param paths to each, from the row on
 */
record RowFields(List<String> fields, List<List<FieldDescriptor>> paths) {
  private static final DataType TEXT = new DataType.Text();

  /** Text fields that are days by the reference. */
  private static final Set<String> DAYS =
      Set.of("segments.date", "segments.week", "segments.month", "segments.quarter");

  RowFields {
    fields = List.copyOf(fields);
    paths = List.copyOf(paths);
  }

  /**
   * Finds the fields.
   *
   * @param stream for messages
   */
  static RowFields of(String stream, List<String> fields) {
    List<List<FieldDescriptor>> paths = new ArrayList<>();
    for (String field : fields) {
      paths.add(path(stream, field));
    }
    return new RowFields(fields, paths);
  }

  private static List<FieldDescriptor> path(String stream, String field) {
    List<FieldDescriptor> path = new ArrayList<>();
    Descriptor message = GoogleAdsRow.getDescriptor();
    for (String name : field.split("\\.", -1)) {
      FieldDescriptor step = message == null ? null : message.findFieldByName(name);
      if (step == null || (!path.isEmpty() && path.getLast().isRepeated())) {
        throw FeedCode.STREAM_OPTION
            .error("the API version " + AdsVersion.NAME + " has no field " + field)
            .at(Place.field(stream, column(field)))
            .remedy("look the field up in the reference of that version")
            .build();
      }
      path.add(step);
      message =
          step.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? step.getMessageType() : null;
    }
    return List.copyOf(path);
  }

  /** The column of a field: {@code metrics.cost_micros} is {@code metrics_cost_micros}. */
  static String column(String field) {
    return field.replace('.', '_');
  }

  /** The columns, each of the record's field of its name. */
  List<ColumnDefinition> columns() {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = column(fields.get(i));
      FieldDescriptor last = paths.get(i).getLast();
      ColumnDefinition column = ColumnDefinition.of(name, type(fields.get(i), last));
      columns.add(
          new ColumnDefinition(
              new Field(name, column.field().type(), true, kind(fields.get(i), last)),
              column.source(),
              column.form()));
    }
    return columns;
  }

  /** What a field is by the API's definition, in the words of the table of types. */
  private static String kind(String name, FieldDescriptor field) {
    String one = field.getType().name().toLowerCase(Locale.ROOT);
    if (DAYS.contains(name)) {
      return one + " of a day";
    }
    return field.isRepeated() ? "repeated " + one : one;
  }

  private static DataType type(String name, FieldDescriptor field) {
    if (DAYS.contains(name)) {
      return new DataType.Date();
    }
    boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    DataType one = message ? new DataType.Json() : scalar(field);
    return field.isRepeated() && !message ? new DataType.Array(one) : one;
  }

  static DataType scalar(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT -> new DataType.Int(32);
      case LONG -> new DataType.Int(64);
      case FLOAT -> new DataType.FloatingPoint(32);
      case DOUBLE -> new DataType.FloatingPoint(64);
      case BOOLEAN -> new DataType.Bool();
      case STRING, ENUM -> TEXT;
      case BYTE_STRING -> new DataType.Bytes();
      case MESSAGE -> new DataType.Json();
    };
  }
}

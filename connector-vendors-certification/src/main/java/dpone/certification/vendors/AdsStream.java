package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A stream of Google Ads as the double holds it.
 *
 * @param resource that it is read from
 * @param fields in the order of its query
 * @param rows of all accounts
 */
record AdsStream(String resource, List<AdsField> fields, VendorStream rows) {
  /** Column of the account, which a row has whether or not the query asks for it. */
  static final String CUSTOMER = "customer_id";

  private static final String DAY = "segments.date";

  /** Rows of one day: the kit's thousands stay within the bounds of the streams. */
  private static final int ROWS_OF_A_DAY = 10;

  AdsStream {
    fields = List.copyOf(fields);
  }

  /** A field and its cells. */
  record Cell(AdsField field, VendorColumn column) {
    /** One that a row may lack. */
    static Cell of(AdsField field, VendorColumn.Maker maker, String edge) {
      return new Cell(field, VendorColumn.of(field.column(), field.type(), maker, edge));
    }

    /** One that every row has. */
    static Cell required(AdsField field, VendorColumn.Maker maker, String edge, String other) {
      return new Cell(
          field, VendorColumn.required(field.column(), field.type(), maker, edge, other));
    }
  }

  /**
   * A stream.
   *
   * @param key columns that identify a row
   * @param last further columns, which no field has
   */
  static AdsStream of(
      String name,
      String resource,
      List<String> key,
      Map<String, Object> options,
      List<Cell> cells,
      List<VendorColumn> last) {
    List<VendorColumn> columns = new ArrayList<>(cells.stream().map(Cell::column).toList());
    columns.addAll(last);
    return new AdsStream(
        resource,
        cells.stream().map(Cell::field).toList(),
        new VendorStream(name, key, columns, options, true, ROWS_OF_A_DAY));
  }

  /** Whether a query is one of this stream's. */
  boolean isAskedBy(AdsQuery query) {
    Set<String> names = new TreeSet<>();
    fields.forEach(field -> names.add(field.name()));
    return resource.equals(query.resource()) && names.equals(new TreeSet<>(query.fields()));
  }

  /** Messages of the rows that an account has of the days of a query. */
  List<ProtoWriter> messages(String customer, AdsQuery query) {
    List<ProtoWriter> messages = new ArrayList<>();
    for (TestRow row : rows.rows(row -> customer.equals(rows.cell(row, CUSTOMER)))) {
      if (query.has(day(row))) {
        messages.add(message(row));
      }
    }
    return messages;
  }

  private String day(TestRow row) {
    boolean known = fields.stream().anyMatch(field -> field.name().equals(DAY));
    return known ? String.valueOf(rows.cell(row, "segments_date")) : "";
  }

  private ProtoWriter message(TestRow row) {
    AdsRow message = new AdsRow();
    TestTable table = rows.table();
    for (AdsField field : fields) {
      field.write(message, row.cell(table.index(field.column())));
    }
    return message.message();
  }
}

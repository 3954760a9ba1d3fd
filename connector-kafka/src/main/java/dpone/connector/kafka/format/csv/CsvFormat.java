package dpone.connector.kafka.format.csv;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.csv.CsvDecoder;
import dpone.toolkit.format.csv.CsvRules;
import java.util.List;

/** Lines of fields in the order of the declared columns; nested types are JSON inside a field. */
public final class CsvFormat implements ValueFormat {
  private final DeclaredColumns declared;
  private final CsvRules rules;

  /** The format. */
  public CsvFormat(DeclaredColumns declared, CsvRules rules) {
    this.declared = declared;
    this.rules = rules;
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<Field> columns(String topic, Samples samples) {
    if (declared.fields().isEmpty()) {
      throw FormatCode.COLUMNS_UNKNOWN
          .error("nothing tells which columns the csv of topic " + topic + " has")
          .remedy("declare value.columns, in the order of the fields")
          .build();
    }
    return declared.fields();
  }

  @Override
  public RecordDecoder decoder(String topic, List<Field> columns, int first) {
    return new CsvDecoder(declared, columns, first, rules);
  }

  @Override
  public void check(String topic, List<Field> columns) {
    new CsvEncoder(columns, new int[columns.size()], rules);
  }

  @Override
  public RecordEncoder encoder(
      String topic, List<Field> columns, int[] cells, EnvelopeFacts facts) {
    return new CsvEncoder(columns, cells, rules);
  }
}

package dpone.reference;

import dpone.spi.type.Schema;
import java.util.List;

record Table(Schema schema, String loadId, List<List<String>> rows) {
  int index(String column) {
    return schema.names().indexOf(column);
  }
}

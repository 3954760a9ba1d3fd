package dpone.connector.kafka.format.json;

import dpone.connector.kafka.format.RoundTrip;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.json.JsonRules;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** JSON: what is written is read back. */
@Tag("unit")
class JsonRoundTripProperties {
  private static final JsonRules PLAIN = new JsonRules(JsonRules.Unknown.IGNORE, "", false, false);

  @Property(tries = 60)
  void everyTypeComesBack(@ForAll long seed) {
    List<Field> fields = RoundTrip.fields(RoundTrip.types());
    JsonFormat flat = new JsonFormat(new DeclaredColumns(fields, Map.of()), PLAIN, false, 0);
    RoundTrip.check(flat, flat, fields, seed, 20);
  }
}

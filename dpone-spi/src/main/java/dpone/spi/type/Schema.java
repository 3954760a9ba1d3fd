package dpone.spi.type;

import dpone.spi.annotation.Api;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a stream.
 *
 * @param fields in order; names are unique
 * @param key names of the primary key's columns in order; empty when there is none
 * @param types native types of the source's own making that the columns use, each after those it is
 *     made of; empty when there are none
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Schema(List<Field> fields, List<String> key, List<NativeType> types)
    implements Serializable {
  /** Copies the lists and refuses two columns of one name. */
  public Schema {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    types = List.copyOf(types);
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("column twice: " + field.name());
      }
    }
  }

  /** The columns of a stream that uses no native types of anybody's own making. */
  public Schema(List<Field> fields, List<String> key) {
    this(fields, key, List.of());
  }

  /** The number of columns. */
  public int size() {
    return fields.size();
  }

  /** The column of that name. */
  public Optional<Field> find(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /** The column names in order. */
  public List<String> names() {
    return fields.stream().map(Field::name).toList();
  }
}

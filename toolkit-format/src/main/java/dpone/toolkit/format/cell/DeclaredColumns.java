package dpone.toolkit.format.cell;

import dpone.spi.option.Options;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Columns that the manifest declares.
 *
 * @param fields in order; empty when it declares none
 * @param epochs unit of the columns that are numbers in the records, by name
 */
public record DeclaredColumns(List<Field> fields, Map<String, Epoch> epochs) {
  /** Nothing declared. */
  public static final DeclaredColumns NONE = new DeclaredColumns(List.of(), Map.of());

  /** Copies list and map. */
  public DeclaredColumns {
    fields = List.copyOf(fields);
    epochs = Map.copyOf(epochs);
  }

  /**
   * Reads the groups of the option {@code columns}.
   *
   * @throws dpone.spi.error.DponeException FORMAT_TYPE_TEXT for a type that is none
   */
  public static DeclaredColumns of(List<Options> groups) {
    List<Field> fields = new ArrayList<>();
    Map<String, Epoch> epochs = new HashMap<>();
    for (Options group : groups) {
      String name = group.string("name");
      boolean nullable = !group.has("nullable") || group.bool("nullable");
      fields.add(new Field(name, TypeText.parse(group.string("type")), nullable, ""));
      group
          .findString("epoch")
          .ifPresent(e -> epochs.put(name, Epoch.valueOf(e.toUpperCase(Locale.ROOT))));
    }
    return new DeclaredColumns(fields, epochs);
  }
}

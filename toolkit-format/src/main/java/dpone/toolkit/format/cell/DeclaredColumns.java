package dpone.toolkit.format.cell;

import dpone.spi.option.Options;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Columns that the manifest declares.
 *
 * @param fields in order; empty when it declares none
 * @param forms how the values of a column are written, by its name, where not as usual
 */
public record DeclaredColumns(List<Field> fields, Map<String, CellForm> forms) {
  /** Nothing declared. */
  public static final DeclaredColumns NONE = new DeclaredColumns(List.of(), Map.of());

  /** Copies list and map. */
  public DeclaredColumns {
    fields = List.copyOf(fields);
    forms = Map.copyOf(forms);
  }

  /** How the values of a column are written. */
  public CellForm form(String name) {
    return forms.getOrDefault(name, CellForm.STANDARD);
  }

  /**
   * Reads the groups of the option {@code columns}.
   *
   * @throws dpone.spi.error.DponeException FORMAT_TYPE_TEXT for a type that is none, FORMAT_OPTION
   *     for a form that is none
   */
  public static DeclaredColumns of(List<Options> groups) {
    List<Field> fields = new ArrayList<>();
    Map<String, CellForm> forms = new HashMap<>();
    for (Options group : groups) {
      String name = group.string("name");
      boolean nullable = !group.has("nullable") || group.bool("nullable");
      fields.add(new Field(name, TypeText.parse(group.string("type")), nullable, ""));
      forms.put(name, CellForm.of(group));
    }
    return new DeclaredColumns(fields, forms);
  }
}

package dpone.toolkit.format.json;

import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.codec.FormatCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns whose values are members of one object, and the objects inside of it. */
final class Level {
  private final List<Field> fields = new ArrayList<>();
  private final List<String> members = new ArrayList<>();
  private final List<CellForm> forms = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final Map<String, Level> below = new LinkedHashMap<>();

  private Level() {}

  static Level flat(List<Field> fields, Function<String, CellForm> forms) {
    Level level = new Level();
    for (Field field : fields) {
      level.add(field, field.name(), forms.apply(field.name()), level.fields.size());
    }
    return level;
  }

  static Level of(List<RecordColumn> columns) {
    Level root = new Level();
    for (int i = 0; i < columns.size(); i++) {
      RecordColumn column = columns.get(i);
      List<String> tokens = JsonPointer.tokens(column.pointer());
      Level level = root;
      for (String token : tokens.subList(0, tokens.size() - 1)) {
        level = level.below.computeIfAbsent(token, t -> new Level());
      }
      String member = tokens.get(tokens.size() - 1);
      if (level.members.contains(member)) {
        throw FormatCode.OPTION
            .error("two columns have the same place in a record: " + column.pointer())
            .remedy("leave one of them out")
            .build();
      }
      level.add(column.field(), member, column.form(), i);
    }
    return root;
  }

  private void add(Field field, String member, CellForm form, int place) {
    fields.add(field);
    members.add(member);
    forms.add(form);
    places.add(place);
  }

  List<Field> fields() {
    return fields;
  }

  String member(int index) {
    return members.get(index);
  }

  CellForm form(int index) {
    return Objects.requireNonNull(forms.get(index));
  }

  int[] places() {
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  boolean isFlat() {
    return below.isEmpty();
  }

  int groups() {
    return below.size();
  }

  @Nullable Level below(String member) {
    return below.get(member);
  }

  /** Members without a column of their own: objects with columns inside, and what is ignored. */
  List<String> others(Collection<String> ignored) {
    List<String> others = new ArrayList<>(below.keySet());
    others.addAll(ignored);
    others.removeAll(members);
    return others.stream().distinct().toList();
  }
}

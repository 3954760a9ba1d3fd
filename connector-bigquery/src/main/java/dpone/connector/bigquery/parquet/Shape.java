package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.type.StageType;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;

/** What a column is made of in a file: every level may be null, a list has three of them. */
sealed interface Shape {
  /**
   * Single values.
   *
   * @param type of the values
   * @param physical how they lie
   */
  record Cell(DataType type, Physical physical) implements Shape {}

  /** Runs of elements. */
  record Items(Shape element) implements Shape {}

  /** Named parts. */
  record Parts(List<Shape> fields) implements Shape {}

  /** The shape of a type. */
  static Shape of(DataType type, boolean asText) {
    return switch (type) {
      case DataType.Array array -> new Items(of(array.element(), asText));
      case DataType.Mapping map ->
          new Items(new Parts(List.of(of(map.key(), asText), of(map.value(), asText))));
      case DataType.Struct struct ->
          new Parts(struct.fields().stream().map(Field::type).map(t -> of(t, asText)).toList());
      default -> new Cell(type, Physical.of(type, asText));
    };
  }

  /**
   * A place where values lie.
   *
   * @param type of the values
   * @param physical how they lie
   * @param path names from the column down
   * @param steps for each level below the column the number of the field, or 0 for elements
   * @param definition level at which a value is there
   * @param repetition how many lists are above it
   */
  record Leaf(
      DataType type,
      Physical physical,
      List<String> path,
      List<Integer> steps,
      int definition,
      int repetition) {}

  /** The leaves of a column, from the left to the right. */
  static List<Leaf> leaves(String name, Shape shape) {
    List<Leaf> leaves = new ArrayList<>();
    collect(shape, List.of(name), List.of(), 0, 0, leaves);
    return leaves;
  }

  private static void collect(
      Shape shape,
      List<String> path,
      List<Integer> steps,
      int definition,
      int repetition,
      List<Leaf> to) {
    switch (shape) {
      case Cell cell ->
          to.add(new Leaf(cell.type(), cell.physical(), path, steps, definition + 1, repetition));
      case Items items ->
          collect(
              items.element(),
              with(with(path, Footer.LIST), Footer.ELEMENT),
              with(steps, 0),
              definition + 2,
              repetition + 1,
              to);
      case Parts parts -> {
        for (int i = 0; i < parts.fields().size(); i++) {
          collect(
              parts.fields().get(i),
              with(path, StageType.field(i)),
              with(steps, i),
              definition + 1,
              repetition,
              to);
        }
      }
    }
  }

  private static <T> List<T> with(List<T> path, T next) {
    List<T> longer = new ArrayList<>(path);
    longer.add(next);
    return List.copyOf(longer);
  }
}

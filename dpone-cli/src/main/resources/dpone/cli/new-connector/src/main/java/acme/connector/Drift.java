package acme.connector;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a target whose columns are not the source's; the page has it as a table.
 *
 * @param before the target as it is
 * @param after the target as it will be
 * @param statements how it gets there, as a plan shows it
 */
record Drift(Schema before, Schema after, List<String> statements) {
  static Drift of(Path folder, StreamLoad load) {
    if (!Files.exists(Tables.file(folder, load.target()))) {
      if (load.evolution().tables() != DriftPolicy.EVOLVE) {
        throw refused(load, "there is no table " + load.target());
      }
      return new Drift(load.schema(), load.schema(), List.of("make " + load.target()));
    }
    Schema before = Tables.read(folder, load.target()).schema();
    List<Field> after = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (Field there : before.fields()) {
      if (load.schema().find(there.name()).isPresent()) {
        Field here = load.schema().find(there.name()).get();
        after.add(nullable(load, type(load, there, here, statements), here, statements));
      } else if (load.evolution().columns() == DriftPolicy.FAIL || !there.nullable()) {
        throw refused(load, "the source has no column " + there.name());
      } else {
        after.add(there);
      }
    }
    for (Field here : load.schema().fields()) {
      if (before.find(here.name()).isEmpty()) {
        switch (load.evolution().columns()) {
          case EVOLVE -> {
            statements.add("add " + here.name());
            after.add(new Field(here.name(), here.type(), true, here.nativeType()));
          }
          case FREEZE -> {}
          case DISCARD, FAIL -> throw refused(load, "the target has no column " + here.name());
        }
      }
    }
    return new Drift(before, new Schema(after, load.schema().key()), statements);
  }

  private static Field type(StreamLoad load, Field there, Field here, List<String> statements) {
    if (there.type().equals(here.type()) || holds(there.type(), here.type())) {
      return there;
    }
    if (load.evolution().dataTypes() == DriftPolicy.EVOLVE && holds(here.type(), there.type())) {
      statements.add("retype " + here.name());
      return new Field(there.name(), here.type(), there.nullable(), here.nativeType());
    }
    throw refused(load, here.name() + " is " + here.type().text());
  }

  private static Field nullable(StreamLoad load, Field there, Field here, List<String> statements) {
    if (there.nullable() || !here.nullable()) {
      return there;
    }
    if (load.evolution().dataTypes() != DriftPolicy.EVOLVE) {
      throw refused(load, here.name() + " may be null");
    }
    statements.add("nulls in " + here.name());
    return new Field(there.name(), there.type(), true, there.nativeType());
  }

  private static boolean holds(DataType wide, DataType narrow) {
    return wide.equals(new DataType.Int(64)) && narrow.equals(new DataType.Int(32));
  }

  private static DponeException refused(StreamLoad load, String what) {
    return AcmeError.COLUMNS.what(what).at(Place.stream(load.stream())).build();
  }

  /** Rows of other columns as rows of the target. */
  List<List<String>> project(Schema from, List<List<String>> rows) {
    List<Integer> places = after.names().stream().map(from.names()::indexOf).toList();
    List<List<String>> projected = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      places.forEach(place -> cells.add(place < 0 ? null : row.get(place)));
      projected.add(cells);
    }
    return projected;
  }
}

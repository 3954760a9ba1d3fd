package dpone.reference;

import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a target whose columns are not the source's. */
record Drift(Schema before, Schema after, List<String> statements) {
  static Drift of(Settings settings, StreamLoad load) {
    Schema source = ChangeSchema.streamOf(load.schema());
    if (!Files.exists(Tables.file(settings.folder(), load.target()))) {
      if (load.evolution().tables() != DriftPolicy.EVOLVE) {
        throw refused(load, "there is no table " + load.target());
      }
      return new Drift(source, source, List.of("make " + load.target()));
    }
    Schema before = Tables.read(settings.folder(), load.target()).schema();
    List<Field> after = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (Field there : before.fields()) {
      if (source.find(there.name()).isPresent()) {
        Field here = source.find(there.name()).get();
        after.add(nullable(load, type(load, there, here, statements), here, statements));
      } else if (load.evolution().columns() == DriftPolicy.FAIL || !there.nullable()) {
        throw refused(load, "the source has no column " + there.name());
      } else if (!settings.has("dropped-column")) {
        after.add(there);
      }
    }
    for (Field here : source.fields()) {
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
    return new Drift(before, new Schema(after, source.key()), statements);
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
    return DponeException.of(ErrorCategory.SCHEMA, "REF_DRIFT", what)
        .at(Place.stream(load.stream()))
        .remedy("change the table or the policy")
        .build();
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

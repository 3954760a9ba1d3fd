package dpone.connector.postgres.sink;

import static dpone.connector.postgres.payload.Payloads.JSON;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.definition.DefinitionCodec;
import dpone.connector.postgres.definition.DefinitionSql;
import dpone.connector.postgres.definition.Differences;
import dpone.connector.postgres.definition.TypeDefinition;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.type.PgType;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.Field;
import dpone.spi.type.NativeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the source's own types at the target, or plans to make them. They are made for a moment, in
 * a transaction that is rolled back: so the server itself says at plan time what it would refuse,
 * and the plan knows the types as they will be.
 */
final class NativeTypePlanner {
  /**
   * What the target makes of the source's types.
   *
   * @param spelled a type for each column of the stream; empty if the target knows none of that
   *     name
   * @param ddl statements that make the missing ones, in order, with only pg_catalog in the search
   *     path
   */
  record Resolved(List<Optional<PgType>> spelled, List<String> ddl) {}

  private static final String SCHEMA = "SELECT 1 FROM pg_namespace WHERE nspname = ?";

  private static final String EXTENDED =
      """
      SELECT format_type(t.oid, NULL) FROM pg_type t JOIN pg_depend d
        ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
          AND d.refclassid = 'pg_extension'::regclass
        JOIN pg_extension x ON x.oid = d.refobjid
      WHERE x.extname = ? AND t.typname = ?
      """;

  private final PgSession session;
  private final StreamLoad load;
  private final @Nullable TargetTable existing;
  private final Map<String, TypeDefinition> wanted = new LinkedHashMap<>();
  private final Map<String, String> renamed = new LinkedHashMap<>();
  private final Set<String> made = new LinkedHashSet<>();
  private final List<String> ddl = new ArrayList<>();

  private NativeTypePlanner(PgSession session, StreamLoad load, @Nullable TargetTable existing) {
    this.session = session;
    this.load = load;
    this.existing = existing;
  }

  /** Only a PostgreSQL source's spelling can be trusted to mean the same here. */
  static Resolved resolve(PgSession session, StreamLoad load, @Nullable TargetTable existing) {
    if (!load.connector().equals(JSON.connector())) {
      return new Resolved(Collections.nCopies(load.schema().size(), Optional.empty()), List.of());
    }
    NativeTypePlanner planner = new NativeTypePlanner(session, load, existing);
    for (NativeType type : load.schema().types()) {
      planner.wanted.put(type.name(), DefinitionCodec.decode(type));
    }
    session.begin();
    try {
      return session.withCatalogPath(planner::resolve);
    } finally {
      session.rollback();
    }
  }

  private Resolved resolve() {
    List<String> spellings = new ArrayList<>();
    for (Field field : load.schema().fields()) {
      List<TypeDefinition> missing = new ArrayList<>();
      for (TypeDefinition type : closure(field)) {
        Optional<TypeDefinition> there = find(type);
        if (there.isEmpty()) {
          missing.add(type);
        } else {
          compare(field, type, there.get());
        }
      }
      if (!missing.isEmpty() && isNew(field) && !load.lossyAllowed().contains(field.name())) {
        missing.forEach(type -> make(field, type));
      }
      spellings.add(here(field.nativeType()));
    }
    return new Resolved(Catalog.types(session, spellings), List.copyOf(ddl));
  }

  private Optional<ColumnInfo> column(Field field) {
    return Optional.ofNullable(existing).flatMap(t -> t.relation().column(field.name()));
  }

  private boolean isNew(Field field) {
    return column(field).isEmpty();
  }

  /** The definitions behind a column, each after its parts. */
  private List<TypeDefinition> closure(Field field) {
    Set<String> names = new LinkedHashSet<>();
    collect(field.nativeType(), names);
    return names.stream().map(n -> java.util.Objects.requireNonNull(wanted.get(n))).toList();
  }

  private void collect(String spelling, Set<String> names) {
    for (Map.Entry<String, TypeDefinition> type : wanted.entrySet()) {
      if (isOf(spelling, type.getKey()) && !names.contains(type.getKey())) {
        type.getValue().parts().forEach(part -> collect(part, names));
        names.add(type.getKey());
      }
    }
  }

  /** Whether a spelling is of that type, of an array of it, or has a modifier on top of it. */
  private static boolean isOf(String spelling, String name) {
    return spelling.startsWith(name)
        && (spelling.length() == name.length()
            || spelling.charAt(name.length()) == '('
            || spelling.charAt(name.length()) == '[');
  }

  /** The spelling here: an extension may live in another schema. */
  private String here(String spelling) {
    for (Map.Entry<String, String> name : renamed.entrySet()) {
      if (isOf(spelling, name.getKey())) {
        return name.getValue() + spelling.substring(name.getKey().length());
      }
    }
    return spelling;
  }

  private Optional<TypeDefinition> find(TypeDefinition type) {
    if (type instanceof TypeDefinition.Extended extended) {
      Optional<String> name =
          session.first(EXTENDED, row -> row.getString(1), extended.extension(), extended.local());
      name.filter(n -> !n.equals(type.name())).ifPresent(n -> renamed.put(type.name(), n));
      return name.map(n -> type);
    }
    return Catalog.definition(session, type.name()).map(DefinitionCodec::decode);
  }

  private void compare(Field field, TypeDefinition source, TypeDefinition target) {
    boolean used =
        column(field).map(c -> c.type().text().equals(here(field.nativeType()))).orElse(true);
    if (!used || load.lossyAllowed().contains(field.name()) || made.contains(source.name())) {
      return;
    }
    List<String> differences = Differences.between(source, target);
    if (!differences.isEmpty() && !(isSameAgain(source, target))) {
      throw PgCode.TYPE_DIFFERS
          .error(
              "the type "
                  + source.name()
                  + " is defined differently at the target: "
                  + String.join("; ", differences))
          .at(place(field))
          .remedy(remedy(source, target))
          .build();
    }
  }

  private static String remedy(TypeDefinition source, TypeDefinition target) {
    if (source instanceof TypeDefinition.Enumeration wanted
        && target instanceof TypeDefinition.Enumeration present) {
      List<String> statements = DefinitionSql.addLabels(wanted, present);
      if (!statements.isEmpty()) {
        return "run " + String.join("; ", statements) + " at the target";
      }
    }
    return PgCode.TYPE_DIFFERS.remedy();
  }

  /**
   * The server spells some conditions differently once they were made again from their own
   * spelling, so the source's are made here before they are compared.
   */
  private boolean isSameAgain(TypeDefinition source, TypeDefinition target) {
    if (!(source instanceof TypeDefinition.Domain s)
        || !(target instanceof TypeDefinition.Domain t)
        || s.checks().size() != t.checks().size()) {
      return false;
    }
    TypeDefinition.Domain copy =
        new TypeDefinition.Domain(
            "pg_temp." + Sql.name("dpone check " + made.size() + "/" + ddl.size()),
            "pg_temp",
            s.base(),
            s.notNull(),
            s.collation(),
            s.checks());
    session.execute("SAVEPOINT made_again");
    try {
      DefinitionSql.make(copy).forEach(session::execute);
      return Catalog.definition(session, copy.name())
          .map(DefinitionCodec::decode)
          .filter(d ->
              d instanceof TypeDefinition.Domain again
                  && again.checks().equals(t.checks())
                  && again.base().equals(t.base())
                  && again.collation().equals(t.collation())
                  && again.notNull() == t.notNull())
          .isPresent();
    } catch (DponeException refused) {
      return false;
    } finally {
      session.execute("ROLLBACK TO SAVEPOINT made_again");
    }
  }

  private void make(Field field, TypeDefinition type) {
    if (made.contains(type.name())) {
      return;
    }
    List<String> statements = new ArrayList<>();
    String schema = DefinitionSql.schema(type);
    if (!schema.isEmpty() && session.query(SCHEMA, row -> 1, schema).isEmpty()) {
      statements.add("CREATE SCHEMA IF NOT EXISTS " + Sql.name(schema));
    }
    statements.addAll(DefinitionSql.make(type));
    switch (type) {
      case TypeDefinition.Extended x ->
          throw PgCode.EXTENSION_MISSING
              .error("the type " + x.name() + " needs the extension " + x.extension())
              .at(place(field))
              .remedy(
                  "run CREATE EXTENSION "
                      + Sql.name(x.extension())
                      + " at the target, or name the column in sink.allow_lossy to load its text")
              .build();
      case TypeDefinition.Unmakeable u ->
          throw missing(field, u, "it is " + u.what())
              .remedy(
                  "make it at the target first, cast the column in a query, or name the column in"
                      + " sink.allow_lossy to load its text")
              .build();
      case TypeDefinition.Enumeration e -> run(field, e, statements);
      case TypeDefinition.Domain d -> run(field, d, statements);
      case TypeDefinition.Composite c -> run(field, c, statements);
      case TypeDefinition.Range r -> run(field, r, statements);
      case TypeDefinition.Multirange m -> run(field, m, statements);
    }
  }

  private void run(Field field, TypeDefinition type, List<String> statements) {
    if (load.evolution().tables() != DriftPolicy.EVOLVE) {
      throw missing(field, type, "schema_evolution.tables does not allow to make it")
          .remedy(
              "run "
                  + String.join("; ", statements)
                  + " at the target, or set schema_evolution.tables to evolve")
          .build();
    }
    for (String statement : statements) {
      try {
        session.execute(statement);
      } catch (DponeException refused) {
        throw missing(field, type, "the target refuses " + statement + ": " + refused.what())
            .cause(refused)
            .build();
      }
    }
    made.add(type.name());
    ddl.addAll(statements);
  }

  private DponeException.Builder missing(Field field, TypeDefinition type, String why) {
    return PgCode.TYPE_MISSING
        .error("the type " + type.name() + " is missing at the target: " + why)
        .at(place(field));
  }

  private Place place(Field field) {
    return Place.field(load.stream(), field.name());
  }
}

package dpone.connector.postgres.offline;

import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.TypeMapper;
import dpone.spi.certify.TypeTable;
import dpone.spi.sink.Fidelity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The declared mappings, computed by the very code that maps. */
public final class PostgresTypeTable implements TypeTable {
  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    add(rows, "boolean", "bool");
    add(rows, "smallint", "int2");
    add(rows, "integer", "int4");
    add(rows, "bigint", "int8");
    add(rows, "oid", "oid");
    add(rows, "real", "float4");
    add(rows, "double precision", "float8");
    add(rows, builtin("numeric(10,2)", "numeric", PgType.numericModifier(10, 2)));
    add(rows, builtin("numeric(100,10)", "numeric", PgType.numericModifier(100, 10)));
    add(rows, builtin("numeric(5,-2)", "numeric", PgType.numericModifier(5, -2)));
    add(rows, "numeric", "numeric");
    add(rows, "money", "money");
    add(rows, "text", "text");
    add(rows, builtin("character varying(20)", "varchar", 24));
    add(rows, builtin("character(20)", "bpchar", 24));
    add(rows, "name", "name");
    add(rows, "bytea", "bytea");
    add(rows, "date", "date");
    add(rows, "time without time zone", "time");
    add(rows, builtin("time(3) without time zone", "time", 3));
    add(rows, "time with time zone", "timetz");
    add(rows, "timestamp without time zone", "timestamp");
    add(rows, builtin("timestamp(0) without time zone", "timestamp", 0));
    add(rows, "timestamp with time zone", "timestamptz");
    add(rows, "interval", "interval");
    add(rows, "uuid", "uuid");
    add(rows, "json", "json");
    add(rows, "jsonb", "jsonb");
    add(rows, "xml", "xml");
    add(rows, new PgType("an enum", "mood", PgType.Kind.ENUM, -1, "text", null, List.of("a")));
    add(rows, foreign("citext", "citext", "text"));
    for (String rendered :
        List.of(
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "bit",
            "varbit",
            "tsvector",
            "tsquery",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "jsonpath",
            "pg_lsn",
            "pg_snapshot",
            "txid_snapshot",
            "xid",
            "xid8",
            "cid",
            "tid",
            "oidvector",
            "int2vector",
            "refcursor",
            "aclitem",
            "regclass",
            "regproc",
            "regprocedure",
            "regoper",
            "regoperator",
            "regtype",
            "regrole",
            "regnamespace",
            "regconfig",
            "regdictionary",
            "regcollation",
            "\"char\"")) {
      add(rows, rendered, rendered.replace("\"", ""));
    }
    add(rows, range("int4range"));
    add(rows, range("datemultirange"));
    add(rows, range("a range"));
    add(
        rows,
        new PgType(
            "a domain over integer", "int4", PgType.Kind.BUILTIN, -1, "int4", null, List.of()));
    add(rows, new PgType("a composite", "pair", PgType.Kind.COMPOSITE, -1, "", null, List.of()));
    add(rows, foreign("hstore", "hstore", "hstore@hstore"));
    add(rows, foreign("another type of an extension", "geometry", "geometry@postgis"));
    add(rows, array("integer[]", PgType.builtin("integer", "int4")));
    add(rows, array("numeric[]", PgType.builtin("numeric", "numeric")));
    add(rows, array("inet[]", PgType.builtin("inet", "inet")));
    add(rows, array("money[]", PgType.builtin("money", "money")));
    add(
        rows,
        array(
            "an array of an enum",
            new PgType("an enum", "mood", PgType.Kind.ENUM, -1, "text", null, List.of("a"))));
    return rows;
  }

  private static PgType range(String text) {
    return new PgType(text, text, PgType.Kind.RANGE, -1, text, null, List.of());
  }

  private static PgType builtin(String text, String name, int modifier) {
    return new PgType(text, name, PgType.Kind.BUILTIN, modifier, name, null, List.of());
  }

  private static PgType foreign(String text, String name, String shape) {
    return new PgType(text, name, PgType.Kind.FOREIGN, -1, shape, null, List.of());
  }

  private static PgType array(String text, @Nullable PgType element) {
    return new PgType(text, text, PgType.Kind.ARRAY, -1, text, element, List.of());
  }

  private static void add(List<Row> rows, String text, String name) {
    add(rows, PgType.builtin(text, name));
  }

  private static void add(List<Row> rows, PgType type) {
    TypeMapper.Mapping mapping = TypeMapper.map(type);
    Fidelity fidelity = mapping.fidelity();
    rows.add(new Row(type.text(), mapping.type().text(), fidelity, mapping.note()));
  }
}

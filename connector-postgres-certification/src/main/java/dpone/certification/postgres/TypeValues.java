package dpone.certification.postgres;

import dpone.certify.kit.TypeSample;
import java.util.ArrayList;
import java.util.List;

/** Values of the server's types: the ends of what they hold, and what codecs trip over. */
final class TypeValues {
  private static final String NINES = "9".repeat(90);

  private TypeValues() {}

  static List<TypeSample> all() {
    List<TypeSample> all = new ArrayList<>();
    numbers(all);
    texts(all);
    times(all);
    others(all);
    ownTypes(all);
    transactions(all);
    objects(all);
    return all;
  }

  private static void add(List<TypeSample> all, String type, String... values) {
    all.add(new TypeSample(type, "c" + all.size(), List.of(values)));
  }

  private static void numbers(List<TypeSample> all) {
    add(all, "boolean", "true", "false");
    add(all, "smallint", "-32768", "0", "32767");
    add(all, "integer", "-2147483648", "-1", "2147483647");
    add(all, "bigint", "-9223372036854775808", "-1", "9223372036854775807");
    add(all, "oid", "0", "2147483648", "4294967295");
    add(all, "real", "3.4028235e38", "1e-45", "-0", "NaN", "-Infinity", "16777217");
    add(
        all,
        "double precision",
        "1.7976931348623157e308",
        "5e-324",
        "-0",
        "NaN",
        "Infinity",
        "9007199254740993");
    add(all, "numeric(10,2)", "99999999.99", "-99999999.99", "0.01", "0");
    add(all, "numeric(100,10)", NINES + ".9999999999", "-0.0000000001", "NaN");
    add(all, "numeric(5,-2)", "9999900", "-100", "0");
    add(
        all,
        "numeric",
        "NaN",
        "Infinity",
        "-Infinity",
        NINES + NINES + "." + NINES + NINES + "1",
        "-0.00000000000000000000000000000000000000000000000001",
        "10000",
        "0.00010000");
    add(all, "money", "-92233720368547758.08", "92233720368547758.07", "0.01");
  }

  private static void texts(List<TypeSample> all) {
    String odd = "a\tb\nc\rd\\e \\N 'q' \"d\" NULL";
    String wide = "Жар-птица 火の鳥 \uD83D\uDC26 e\u0301 \u200f";
    add(all, "text", "", " ", odd, wide, "x".repeat(100_000));
    add(all, "character varying(20)", "", "x".repeat(20), "火".repeat(20));
    add(all, "character(20)", "", "abc", "x".repeat(20));
    add(all, "name", "a", "x".repeat(63));
    add(all, "citext", "MiXeD", "");
    add(all, "bytea", "\\x", "\\x00ff00", "\\x5c4e0a0d");
    add(
        all,
        "uuid",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-fffffffffffe");
    add(all, "json", "{\"a\": 1, \"a\":  2}", "null", "1e400", "\"\\u00e9\"");
    add(all, "jsonb", "{\"b\": [1, 2.50, null], \"a\": \"é\"}", "null", "-0", "1e400");
    add(all, "xml", "<a b=\"c\">é</a>");
    add(all, "an enum", "a", "ünï 'q\"", "");
  }

  private static void times(List<TypeSample> all) {
    add(all, "date", "4713-01-01 BC", "1969-12-31", "5874897-12-31", "infinity", "-infinity");
    add(all, "time without time zone", "00:00:00", "23:59:59.999999", "24:00:00");
    add(all, "time(3) without time zone", "00:00:00.001", "23:59:59.999", "24:00:00");
    add(all, "time with time zone", "23:59:59.999999-15:59", "00:00:00+15:59");
    String[] moments = {
      "4713-01-01 00:00:00 BC",
      "0001-01-01 00:00:00",
      "1969-12-31 23:59:59",
      "294246-12-31 23:59:59",
      "infinity",
      "-infinity"
    };
    add(all, "timestamp(0) without time zone", moments);
    moments[2] = "1969-12-31 23:59:59.999999";
    moments[3] = "294246-12-31 23:59:59.999999";
    add(all, "timestamp without time zone", moments);
    add(all, "timestamp with time zone", moments);
    add(
        all,
        "interval",
        "0",
        "-1 mons +2 days -03:04:05.678901",
        "178000000 years 11 mons",
        "-2147483648 days",
        "2562047788:00:54.775807");
  }

  private static void others(List<TypeSample> all) {
    add(all, "inet", "10.1.2.3", "10.0.0.0/8", "::1", "fe80::1/64");
    add(all, "cidr", "10.0.0.0/8", "::/0");
    add(all, "macaddr", "08:00:2b:01:02:03");
    add(all, "macaddr8", "08:00:2b:01:02:03:04:05");
    add(all, "bit", "00000", "10101");
    add(all, "varbit", "", "1", "10".repeat(35));
    add(all, "tsvector", "'a':1A 'b''c':2", "");
    add(all, "tsquery", "'a' & !'b'", "");
    add(all, "point", "(1.5,-2)", "(1e300,5e-324)");
    add(all, "line", "{1,-2,3}");
    add(all, "lseg", "[(0,0),(1,1)]");
    add(all, "box", "(1,1),(0,0)");
    add(all, "path", "[(0,0),(1,1)]", "((0,0),(1,1))");
    add(all, "polygon", "((0,0),(1,1),(1,0))");
    add(all, "circle", "<(0,0),2>");
    add(all, "pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF");
    add(all, "\"char\"", "a", "~");
    add(all, "int4range", "[1,5)", "empty", "(,)");
    add(all, "datemultirange", "{}", "{[2020-01-01,2020-02-01),[2021-01-01,)}", "{(,)}");
    add(all, "jsonpath", "$", "strict $.\"a b\"[*]?(@.\"n\" > 1.50)");
    add(all, "refcursor", "", "an open \"cursor\"");
    add(all, "oidvector", "", "0 4294967295");
    add(all, "int2vector", "", "-32768 0 32767");
    add(all, "integer[]", "{1,NULL,-2147483648}", "{}");
    add(all, "numeric[]", "{1.5,NULL,NaN}", "{}");
    add(all, "inet[]", "{10.0.0.0/8,::1}", "{}");
    add(all, "money[]", "{-92233720368547758.08,NULL,92233720368547758.07}", "{}");
  }

  /** Types of a database's own, and of extensions. */
  private static void ownTypes(List<TypeSample> all) {
    add(all, "a composite", "(1,\"a,b\")", "(,)");
    add(all, "a range", "[-Infinity,1e-300)", "(0.1,NaN]", "empty", "(,)");
    add(all, "a domain over integer", "-2147483648", "0", "2147483647");
    add(all, "an array of an enum", "{a,NULL,\"ünï 'q\\\"\"}", "{\"\"}", "{}");
    add(all, "hstore", "\"a\"=>\"1\", \"b\"=>NULL", "");
    add(all, "another type of an extension", "1.50", "0.1 .. 20", "< 3");
  }

  /** What the server tells of its own transactions and rows. */
  private static void transactions(List<TypeSample> all) {
    add(all, "xid", "0", "3", "4294967295");
    add(all, "xid8", "0", "18446744073709551615");
    add(all, "cid", "0", "4294967295");
    add(all, "tid", "(0,0)", "(4294967295,65535)");
    add(all, "pg_snapshot", "1:1:", "10:20:10,14,15", "1:9223372036854775807:");
    add(all, "txid_snapshot", "1:1:", "10:20:10,14,15", "1:9223372036854775807:");
  }

  /** Names of objects, of none, and of one that is gone. */
  private static void objects(List<TypeSample> all) {
    add(all, "regclass", "pg_class", "-", "4294967295");
    add(all, "regproc", "now", "-", "4294967295");
    add(all, "regprocedure", "abs(integer)", "-", "4294967295");
    add(all, "regoper", "^@", "0", "4294967295");
    add(all, "regoperator", "+(integer,integer)", "-(NONE,bigint)", "0", "4294967295");
    add(all, "regtype", "timestamp with time zone", "integer[]", "-", "4294967295");
    add(all, "regrole", "pg_monitor", "-", "4294967295");
    add(all, "regnamespace", "pg_catalog", "-", "4294967295");
    add(all, "regconfig", "english", "-", "4294967295");
    add(all, "regdictionary", "english_stem", "-", "4294967295");
    add(all, "regcollation", "\"C\"", "-", "4294967295");
    add(all, "aclitem", "=r/pg_monitor", "pg_monitor=a*rw*/pg_database_owner");
  }
}

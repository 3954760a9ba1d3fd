package dpone.connector.mssql.testing;

import dpone.service.tds.Answer;
import dpone.service.tds.BulkRows;
import dpone.service.tds.Script;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.List;
import java.util.regex.Pattern;

/** What a database with the table landing.orders (id, name, day) would answer. */
public final class Shop {
  private static final SqlType NAME = SqlType.units(Kind.NVARCHAR, 128);
  private static final List<Column> STAGE =
      List.of(
          Column.of("c1", Kind.BIGINT),
          Column.of("c2", SqlType.bytes(Kind.VARBINARY, 8000)),
          Column.of("c2x", SqlType.max(Kind.VARBINARY)),
          Column.of("c3", Kind.INT));

  private Shop() {}

  private static Pattern like(String text) {
    return Pattern.compile("(?is)" + text);
  }

  /** One column of numbers. */
  public static Answer number(long value) {
    return Answer.rows(List.of(Column.of("n", Kind.BIGINT)), new Object[] {value});
  }

  private static Answer nothing(Kind kind) {
    return Answer.rows(List.of(Column.of("n", kind)));
  }

  private static Answer names(String... names) {
    Object[][] rows = new Object[names.length][];
    for (int i = 0; i < names.length; i++) {
      rows[i] = new Object[] {names[i]};
    }
    return Answer.rows(List.of(Column.of("name", NAME)), rows);
  }

  private static Object[] column(String name, String type, int length, boolean nullable) {
    return new Object[] {
      name, type, (short) length, (short) 0, (short) 0, nullable, false, 0, 0, null
    };
  }

  /** Reading and merging, as far as nothing goes wrong. */
  public static Script script(BulkRows loaded) {
    Column small = Column.of("n", Kind.SMALLINT);
    return new Script()
        .on(like("SET LANGUAGE us_english;.*"), Answer.done())
        .on(like("set (transaction isolation|implicit_transactions|lock_timeout).*"), Answer.done())
        .on(like("IF @@TRANCOUNT > 0 (COMMIT|ROLLBACK) TRAN.*"), Answer.done())
        .on(like("(BEGIN|COMMIT|ROLLBACK)"), Answer.done())
        .on(like("SELECT 1"), number(1))
        .on(
            like("SELECT o.type, .*"),
            Answer.rows(
                List.of(
                    Column.of("t", SqlType.units(Kind.NCHAR, 2)),
                    Column.of("r", Kind.BIGINT),
                    Column.of("b", Kind.BIGINT),
                    Column.of("f", Kind.INT),
                    Column.of("p", Kind.INT),
                    Column.of("g", Kind.INT),
                    Column.of("i", Kind.INT),
                    Column.of("d", Kind.INT),
                    Column.of("k", Kind.INT),
                    Column.of("e", Kind.INT)),
                new Object[] {"U ", 2L, 8192L, 0, 0, 0, 1, 0, 0, 0}))
        .on(
            like("SELECT c.name, COALESCE.*"),
            Answer.rows(
                List.of(
                    Column.of("name", NAME),
                    Column.of("type", NAME),
                    small,
                    small,
                    small,
                    Column.of("nullable", Kind.BIT),
                    Column.of("identity", Kind.BIT),
                    Column.of("computed", Kind.INT),
                    Column.of("defaulted", Kind.INT),
                    Column.of("collation", NAME)),
                column("id", "bigint", 8, false),
                column("name", "nvarchar", 200, true),
                column("day", "date", 3, true)))
        .on(like("SELECT c.name FROM sys.indexes.*"), names("id"))
        .on(like("SELECT CASE WHEN snapshot_isolation_state.*"), number(1))
        .on(like("SELECT SCHEMA_ID.*"), number(5))
        .on(like("SELECT t.name FROM sys.tables.* LIKE .*"), names())
        .on(like("SELECT t.name FROM sys.tables.*"), names("fence", "loads", "state", "lease"))
        .on(like("SET NOCOUNT ON; DECLARE @got int.*"), number(0))
        .on(like("UPDATE \\[dpone_meta\\].\\[fence\\].*"), number(7))
        .on(like("SELECT generation FROM .*"), number(7))
        .on(like("SELECT detail FROM.*"), nothing(Kind.BIGINT))
        .on(like("(CREATE|DROP) TABLE .*"), Answer.done())
        .on(like("CREATE UNIQUE CLUSTERED INDEX .*"), Answer.done())
        .on(like("INSERT INTO \\[dpone_stage\\].*"), Answer.count(2))
        .on(like(".*SET FMTONLY ON SELECT \\* FROM \\[dpone_stage\\].*"), Answer.rows(STAGE))
        .on(like("select collation_name.*"), names())
        .on(like("insert bulk .*"), Answer.bulk(loaded))
        .on(like("SELECT ROWCOUNT_BIG\\(\\)"), number(2))
        .on(
            like("SELECT COUNT_BIG\\(\\*\\), .*"),
            Answer.rows(
                List.of(Column.of("n", Kind.BIGINT), Column.of("k", Kind.BIGINT)),
                new Object[] {2L, 0L}))
        .on(like("SELECT TOP \\(1\\) .*"), nothing(Kind.BIGINT))
        .on(like("UPDATE t SET .*"), Answer.count(1))
        .on(like("INSERT INTO \\[landing\\].*"), Answer.count(1))
        .on(like("INSERT INTO \\[dpone_meta\\].\\[loads\\].*"), Answer.count(1))
        .on(
            like("SELECT \\[id\\], \\[name\\], DATEDIFF.*"),
            Answer.rows(
                List.of(
                    Column.of("id", Kind.BIGINT),
                    Column.of("name", NAME),
                    Column.of("day", Kind.INT)),
                new Object[] {1L, "a\u00e9", 20_000},
                new Object[] {2L, null, null}));
  }
}

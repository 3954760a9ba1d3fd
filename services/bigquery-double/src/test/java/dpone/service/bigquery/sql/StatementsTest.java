package dpone.service.bigquery.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements do to tables what BigQuery's documentation says; others are errors. */
@Tag("unit")
class StatementsTest {
  private static final Statements STATEMENTS = new Statements();
  private static final String T = "`acme.shop.t`";

  private final Database database = new Database(java.time.InstantSource.system());

  @BeforeEach
  void table() {
    database.makeDataset("acme.shop", "EU");
    run(
        "CREATE TABLE IF NOT EXISTS "
            + T
            + " (`id` INT64 NOT NULL, `n` NUMERIC(10, 2), `x y` STRING) CLUSTER BY `id`");
    run("INSERT INTO " + T + " (`id`, `x y`) SELECT 1, 'a' UNION ALL SELECT 2, NULL");
  }

  private Answer run(String sql) {
    return STATEMENTS.run(database, sql, Map.of());
  }

  private List<String> rows() {
    return run("SELECT FORMAT('%d %t %t', id, n, `x y`) FROM " + T + " ORDER BY id").rows().stream()
        .map(row -> row.getFirst().getStringValue())
        .toList();
  }

  @Test
  void insertsFillWhatTheyLeaveOutAndRefuseNulls() {
    run("INSERT INTO " + T + " (id, n) VALUES (3, 7)");
    assertThat(rows()).containsExactly("1 NULL a", "2 NULL NULL", "3 7 NULL");
    assertThatThrownBy(() -> run("INSERT INTO " + T + " (n) VALUES (7)"))
        .hasMessageContaining("id cannot be null");
    assertThatThrownBy(() -> run("INSERT INTO " + T + " (id, n) VALUES (4, 123456789)"))
        .hasMessageContaining("out of range");
    assertThatThrownBy(() -> run("INSERT INTO " + T + " (id, n) VALUES (4, 'x')"))
        .hasMessageContaining("cannot be assigned");
  }

  @Test
  void updatesJoin() {
    Answer answer =
        run(
            "UPDATE "
                + T
                + " AS t SET `x y` = s.v, n = NULL FROM (SELECT 2 AS k, 'b' AS v) AS s"
                + " WHERE t.id = s.k");
    assertThat(answer.affected()).isOne();
    assertThat(rows()).containsExactly("1 NULL a", "2 NULL b");
    assertThatThrownBy(() ->
            run(
                "UPDATE "
                    + T
                    + " AS t SET n = s.v FROM (SELECT 1 AS v UNION ALL SELECT 2) AS s"
                    + " WHERE t.id = 1"))
        .hasMessageContaining("at most one source row");
  }

  @Test
  void mergesTakeTheFirstFittingClause() {
    Answer answer =
        run(
            "MERGE INTO "
                + T
                + " AS t USING (SELECT 1 AS id, 'z' AS v UNION ALL SELECT 9, 'new') AS s"
                + " ON t.id = s.id WHEN MATCHED AND (s.v = 'never') THEN DELETE"
                + " WHEN MATCHED THEN UPDATE SET `x y` = s.v"
                + " WHEN NOT MATCHED BY TARGET THEN INSERT (id, `x y`) VALUES (s.id, s.v)"
                + " WHEN NOT MATCHED BY SOURCE THEN DELETE");
    assertThat(answer.affected()).isEqualTo(3);
    assertThat(rows()).containsExactly("1 NULL z", "9 NULL new");
    assertThatThrownBy(() ->
            run(
                "MERGE INTO "
                    + T
                    + " AS t USING (SELECT 1 AS id UNION ALL SELECT 1) AS s ON t.id = s.id"
                    + " WHEN MATCHED THEN DELETE"))
        .hasMessageContaining("at most one source row");
  }

  @Test
  void deletesTakeAConditionThatEndsInAComment() {
    run("DELETE FROM " + T + " WHERE (id > 1 -- of yesterday\n)");
    assertThat(rows()).containsExactly("1 NULL a");
    assertThat(run("TRUNCATE TABLE " + T).affected()).isOne();
    assertThat(rows()).isEmpty();
  }

  @Test
  void scriptsAreOneTransaction() {
    String begin = "BEGIN\nBEGIN TRANSACTION;\nDELETE FROM " + T + " WHERE TRUE;\n";
    String end =
        "COMMIT TRANSACTION;\nEXCEPTION WHEN ERROR THEN\nROLLBACK TRANSACTION;\n"
            + "RAISE USING MESSAGE = @@error.message;\nEND;\n";
    Database copy = database.copy();
    assertThatThrownBy(
            () -> STATEMENTS.run(copy, begin + "ASSERT FALSE AS 'it\\'s';\n" + end, Map.of()))
        .isInstanceOf(SqlFailure.class)
        .hasMessageContaining("it's");
    assertThat(rows()).hasSize(2);
    run(begin + end);
    assertThat(rows()).isEmpty();
    assertThatThrownBy(() -> run("BEGIN\nDELETE FROM " + T + " WHERE TRUE;\nEND;\n"))
        .hasMessageContaining("the double does not know");
  }

  @Test
  void tablesFollow() {
    run("ALTER TABLE " + T + " ADD COLUMN IF NOT EXISTS `more` ARRAY<STRUCT<`k` STRING>>");
    run("ALTER TABLE " + T + " ALTER COLUMN `id` DROP NOT NULL");
    run("ALTER TABLE " + T + " ALTER COLUMN `n` SET DATA TYPE NUMERIC(20, 2)");
    run("INSERT INTO " + T + " (n) VALUES (123456789)");
    assertThat(run("SELECT ARRAY_LENGTH(more) FROM " + T + " WHERE id = 1").rows().getFirst())
        .satisfies(row -> assertThat(row.getFirst().getInt64Value()).isZero());
    run("CREATE TABLE IF NOT EXISTS `acme.shop.made` AS SELECT '' AS a, CURRENT_TIMESTAMP() AS b");
    assertThat(database.table("acme.shop.made").rows()).hasSize(1);
    run("DROP TABLE IF EXISTS `acme.shop.made`");
    assertThat(database.find("acme.shop.made")).isEmpty();
  }

  @Test
  void whatItDoesNotKnowIsAnError() {
    assertThatThrownBy(() -> run("GRANT SELECT ON TABLE x TO y"))
        .hasMessageContaining("the double does not know");
    assertThatThrownBy(() -> run("CREATE TABLE " + T + " (a INT64)"))
        .hasMessageContaining("the double does not know");
    assertThatThrownBy(() -> run("SELECT nope FROM " + T)).hasMessageContaining("nope");
    assertThatThrownBy(() -> run("SELECT 1 FROM `acme.shop.gone`"))
        .hasMessageContaining("Not found: Table acme:shop.gone");
  }
}

package dpone.connector.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.NotEmpty;

@Tag("unit")
class TableNameProperties {
  @Property
  void whatIsPrintedReadsBack(@ForAll @NotEmpty String schema, @ForAll @NotEmpty String name) {
    if (schema.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
      return;
    }
    TableName table = new TableName(schema, name);
    assertThat(TableName.parse(table.toString(), "x")).isEqualTo(table);
    assertThat(TableName.parse(table.sql(), "x")).isEqualTo(table);
  }

  @Property
  void anythingIsReadOrRefused(@ForAll String text) {
    try {
      TableName table = TableName.parse(text, "public");
      assertThat(TableName.parse(table.toString(), "public")).isEqualTo(table);
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("PG_INVALID_NAME");
    }
  }

  @Example
  void foldsAsSqlDoes() {
    assertThat(TableName.parse("Shop.\"Or\"\"ders\"", "x"))
        .isEqualTo(new TableName("shop", "Or\"ders"));
    assertThat(TableName.parse("orders", "public").sql()).isEqualTo("\"public\".\"orders\"");
  }

  @Property
  void literalsKeepTheirText(@ForAll String text) {
    String literal = Sql.text(text).strip();
    boolean escaped = literal.startsWith("E");
    String inner = literal.substring(escaped ? 2 : 1, literal.length() - 1).replace("''", "'");
    assertThat(escaped ? inner.replace("\\\\", "\\") : inner).isEqualTo(text);
  }
}

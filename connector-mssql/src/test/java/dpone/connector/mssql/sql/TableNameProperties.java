package dpone.connector.mssql.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TableNameProperties {
  @Property
  void readsBackWhatItWrites(
      @ForAll @NotEmpty @StringLength(max = 20) String database,
      @ForAll @NotEmpty @StringLength(max = 20) String schema,
      @ForAll @NotEmpty @StringLength(max = 20) String name) {
    TableName table = new TableName(database, schema, name);
    boolean empty = (database + schema + name).indexOf('\0') >= 0;
    if (!empty) {
      assertThat(TableName.parse(table.toString(), "dbo")).isEqualTo(table);
      assertThat(TableName.parse(table.sql(), "dbo")).isEqualTo(table);
    }
  }

  /** A fuzz of the parser: a name or the one error, never anything else. */
  @Property
  void readsOrRefuses(@ForAll String text) {
    try {
      assertThat(TableName.parse(text, "dbo").sql()).startsWith("[").endsWith("]");
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("MSSQL_INVALID_NAME");
    }
  }

  @Test
  void keepsCaseAndRefusesLinkedServers() {
    assertThat(TableName.parse("Orders", "dbo")).hasToString("dbo.Orders");
    assertThat(TableName.parse("[Sales DB].s.[a]]b]", "dbo").sql())
        .isEqualTo("[Sales DB].[s].[a]]b]");
    assertThatThrownBy(() -> TableName.parse("srv.db.dbo.t", "dbo"))
        .hasMessageContaining("linked servers");
  }
}

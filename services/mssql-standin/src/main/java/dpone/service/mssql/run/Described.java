package dpone.service.mssql.run;

import dpone.service.mssql.parse.Parser;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Types;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code sys.dm_exec_describe_first_result_set} tells of a query. */
final class Described {
  private static final SqlType INT = SqlType.of(Kind.INT);
  private static final SqlType TEXT = SqlType.units(Kind.NVARCHAR, 4000);
  private static final SqlType BIT = SqlType.of(Kind.BIT);

  private Described() {}

  static Relation of(Context context, String query) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    try {
      Plan plan = Plan.of(context, Parser.query(query), null);
      for (int i = 0; i < plan.names().size(); i++) {
        Typed column = plan.columns().get(i);
        SqlType type = column.type();
        String name = plan.names().get(i);
        boolean text =
            switch (type.kind()) {
              case CHAR, VARCHAR, NCHAR, NVARCHAR, TEXT, NTEXT -> true;
              default -> false;
            };
        rows.add(
            new @Nullable Object[] {
              name.isEmpty() ? null : name,
              type.kind() == Kind.UDT ? 240 : SysTables.typeId(type),
              Types.name(type),
              SysTables.maxLength(type),
              SysTables.precision(type),
              type.scale(),
              column.nullable(),
              text ? "SQL_Latin1_General_CP1_CI_AS" : null,
              null,
              i + 1,
              false
            });
      }
    } catch (SqlError error) {
      rows.clear();
      rows.add(
          new @Nullable Object[] {
            null, null, null, null, null, null, null, null, error.text(), 0, false
          });
    }
    return new Relation(
        List.of(
            Relation.Col.of("name", TEXT),
            Relation.Col.of("system_type_id", INT),
            Relation.Col.of("user_type_name", TEXT),
            Relation.Col.of("max_length", INT),
            Relation.Col.of("precision", INT),
            Relation.Col.of("scale", INT),
            Relation.Col.of("is_nullable", BIT),
            Relation.Col.of("collation_name", TEXT),
            Relation.Col.of("error_message", TEXT),
            Relation.Col.of("column_ordinal", INT),
            Relation.Col.of("is_hidden", BIT)),
        rows);
  }
}

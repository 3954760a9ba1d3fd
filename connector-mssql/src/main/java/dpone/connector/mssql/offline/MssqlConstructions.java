package dpone.connector.mssql.offline;

import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.catalog.LayoutSql;
import dpone.connector.mssql.cdc.ChangeSamples;
import dpone.connector.mssql.sink.SinkSamples;
import dpone.connector.mssql.source.SourceSamples;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.state.AppLock;
import dpone.connector.mssql.state.StateSql;
import dpone.spi.certify.OfflineConstructions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every statement the connector builds, for one table whose names need quoting. */
public final class MssqlConstructions implements OfflineConstructions {
  @Override
  public Map<String, String> constructions() {
    Map<String, String> all = new TreeMap<>(SinkSamples.statements());
    all.putAll(SourceSamples.statements());
    all.putAll(ChangeSamples.statements());
    TableName elsewhere = new TableName("Sales DB", "sales", "Order ]Items");
    all.put(
        "catalog.sql",
        lines(
            List.of(
                CatalogSql.tables(),
                CatalogSql.table(elsewhere),
                CatalogSql.columns(elsewhere),
                CatalogSql.primaryKey(elsewhere),
                CatalogSql.identity(),
                CatalogSql.snapshotAllowed())));
    all.put(
        "catalog-layout.sql",
        lines(
            List.of(
                LayoutSql.facts(),
                LayoutSql.columns(),
                LayoutSql.indexes(),
                LayoutSql.indexColumns(),
                LayoutSql.compressions(),
                LayoutSql.checks())));
    StateSql state = new StateSql("dpone_meta");
    List<String> statements = new ArrayList<>(state.ddl());
    statements.addAll(
        List.of(
            AppLock.SQL,
            state.read(),
            state.list(),
            state.lockLease(),
            state.insert(),
            state.update(),
            state.take(),
            state.make(),
            state.holder(),
            state.renew(),
            state.release(),
            state.delete()));
    all.put("state.sql", lines(statements));
    return all;
  }

  private static String lines(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }
}

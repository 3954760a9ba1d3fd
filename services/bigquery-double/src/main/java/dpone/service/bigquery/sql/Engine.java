package dpone.service.bigquery.sql;

import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.PreparedQuery;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.SqlException;
import com.google.zetasql.TableContent;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLOptions.LanguageFeature;
import com.google.zetasql.ZetaSQLOptions.ProductMode;
import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Google's reference engine for GoogleSQL over tables in memory. It evaluates queries alone: its
 * way to change tables takes no MERGE and ends the process at an INSERT. Used by one thread at a
 * time.
 *
 * @see <a href="https://github.com/google/googlesql">GoogleSQL: parser, analyzer, reference
 *     engine</a>
 */
final class Engine {
  /** A column that every table has beside its own: where a row stands in it. */
  static final String ROW = "_double_row";

  private final LanguageOptions language = new LanguageOptions();

  /** The functions, which take the engine longer to tell than most queries to answer. */
  private final SimpleCatalog catalog = new SimpleCatalog("double");

  Engine() {
    language.enableMaximumLanguageFeatures();
    language.setSupportsAllStatementKinds();
    // BigQuery has it, the analyzer's largest set of features leaves it out.
    language.enableLanguageFeature(LanguageFeature.FEATURE_ALTER_COLUMN_SET_DATA_TYPE);
    // Without the types that BigQuery does not have, such as INT32 and DOUBLE.
    language.setProductMode(ProductMode.PRODUCT_EXTERNAL);
    catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(language));
  }

  /** Evaluates a query; parameters are texts. */
  Answer query(Database database, String sql, Map<String, String> parameters) {
    Map<String, TableContent> contents = new HashMap<>();
    try {
      return query(database, sql, parameters, contents);
    } finally {
      contents.keySet().forEach(catalog::removeSimpleTable);
    }
  }

  private Answer query(
      Database database,
      String sql,
      Map<String, String> parameters,
      Map<String, TableContent> contents) {
    for (Token token : Token.of(sql)) {
      if (token.quoted() && token.name().chars().filter(c -> c == '.').count() >= 2) {
        String name = token.name();
        if (!contents.containsKey(name)) {
          Table table = database.table(name);
          contents.put(name, content(table));
          catalog.addSimpleTable(name, declared(name, table));
        }
      }
    }
    AnalyzerOptions options = new AnalyzerOptions();
    options.setLanguageOptions(language);
    options.setDefaultTimezone("UTC");
    Map<String, Value> values = new HashMap<>();
    parameters.forEach((name, value) -> {
      options.addQueryParameter(name, TypeFactory.createSimpleType(TypeKind.TYPE_STRING));
      values.put(name, Value.createStringValue(value));
    });
    return evaluate(sql, options, contents, values);
  }

  private Answer evaluate(
      String sql,
      AnalyzerOptions options,
      Map<String, TableContent> contents,
      Map<String, Value> values) {
    try (PreparedQuery query =
        PreparedQuery.builder()
            .setSql(sql)
            .setCatalog(catalog)
            .setAnalyzerOptions(options)
            .setTablesContents(contents)
            .prepare()) {
      List<Column> columns = new ArrayList<>();
      for (SimpleColumn column : query.getColumns()) {
        columns.add(new Column(column.getName(), SqlType.of(column.getType()), false));
      }
      values.keySet().retainAll(query.getReferencedParameters());
      List<List<Value>> rows = new ArrayList<>(query.execute(values).getTableData());
      return new Answer(columns, rows, -1);
    } catch (SqlException refused) {
      throw new SqlFailure("invalidQuery", said(refused));
    }
  }

  /** What the engine says; what breaks on the way to it is told by causes alone. */
  private static String said(SqlException refused) {
    StringBuilder said = new StringBuilder(String.valueOf(refused.getMessage()));
    Throwable status = refused.getCause();
    for (Throwable t = status == null ? null : status.getCause(); t != null; t = t.getCause()) {
      said.append(": ").append(t);
    }
    return said.toString();
  }

  private static SimpleTable declared(String name, Table table) {
    List<SimpleColumn> columns = new ArrayList<>();
    columns.add(new SimpleColumn(name, ROW, TypeFactory.createSimpleType(TypeKind.TYPE_INT64)));
    for (Column column : table.columns()) {
      columns.add(new SimpleColumn(name, column.name(), column.type().zeta()));
    }
    return new SimpleTable(name, columns);
  }

  private static TableContent content(Table table) {
    List<List<Value>> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      List<Value> row = new ArrayList<>();
      row.add(Value.createInt64Value(i));
      row.addAll(table.rows().get(i));
      rows.add(row);
    }
    return TableContent.create(rows);
  }
}

package dpone.connector.bigquery.sqltests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zetasql.Analyzer;
import com.google.zetasql.AnalyzerOptions;
import com.google.zetasql.LanguageOptions;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.SqlException;
import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLBuiltinFunctionOptions;
import com.google.zetasql.ZetaSQLOptions.LanguageFeature;
import com.google.zetasql.ZetaSQLOptions.ProductMode;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dpone.connector.bigquery.offline.Samples;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.FileFormat;
import dpone.connector.bigquery.type.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Google's own analyzer takes every statement: names, types, functions and coercions are right. */
@Tag("unit")
class GoogleSqlTest {
  private static final LanguageOptions LANGUAGE = new LanguageOptions();
  private static SimpleCatalog catalog;

  @BeforeAll
  static void open() {
    LANGUAGE.enableMaximumLanguageFeatures();
    LANGUAGE.setSupportsAllStatementKinds();
    // BigQuery has it, the analyzer's largest set of features leaves it out.
    LANGUAGE.enableLanguageFeature(LanguageFeature.FEATURE_ALTER_COLUMN_SET_DATA_TYPE);
    // Without the types that BigQuery does not have, such as INT32 and DOUBLE.
    LANGUAGE.setProductMode(ProductMode.PRODUCT_EXTERNAL);
    catalog = new SimpleCatalog("catalog");
    catalog.addZetaSQLFunctionsAndTypes(new ZetaSQLBuiltinFunctionOptions(LANGUAGE));
    List<BqField> target = new ArrayList<>(Samples.target());
    target.add(column("valid_from", Kind.TIMESTAMP));
    target.add(column("valid_to", Kind.TIMESTAMP));
    target.add(column("is_current", Kind.BOOL));
    table(Samples.TARGET.toString(), target);
    table(Samples.STAGE.toString(), Samples.stage());
    table(Samples.PARQUET.toString(), FileFormat.PARQUET.stage(Samples.stage()));
    table(Samples.CHANGES.toString(), Samples.changesStage());
    table(
        Samples.META.loads().toString(),
        List.of(
            column("load_id", Kind.STRING),
            column("pipeline", Kind.STRING),
            column("scope", Kind.STRING),
            column("generation", Kind.INT64),
            column("committed_at", Kind.TIMESTAMP),
            column("detail", Kind.STRING)));
    table(
        Samples.META.fences().toString(),
        List.of(
            column("pipeline", Kind.STRING),
            column("scope", Kind.STRING),
            column("generation", Kind.INT64),
            column("changed_at", Kind.TIMESTAMP)));
    table(
        Samples.META.state().toString(),
        List.of(
            column("pipeline", Kind.STRING),
            column("scope", Kind.STRING),
            column("revision", Kind.INT64),
            column("document", Kind.STRING),
            column("updated_at", Kind.TIMESTAMP),
            column("token", Kind.INT64),
            column("owner", Kind.STRING),
            column("expires_at", Kind.TIMESTAMP)));
  }

  private static BqField column(String name, Kind kind) {
    return new BqField(name, BqType.of(kind), false);
  }

  private static void table(String name, List<BqField> fields) {
    catalog.addSimpleTable(
        name,
        new SimpleTable(
            name,
            fields.stream().map(f -> new SimpleColumn(name, f.name(), type(f.type()))).toList()));
  }

  private static Type type(BqType type) {
    return switch (type.kind()) {
      case ARRAY -> TypeFactory.createArrayType(type(type.element()));
      case STRUCT ->
          TypeFactory.createStructType(
              type.fields().stream()
                  .map(f -> new StructType.StructField(f.name(), type(f.type())))
                  .toList());
      case RANGE -> TypeFactory.createRangeType(type(type.element()));
      case FLOAT64 -> TypeFactory.createSimpleType(TypeKind.TYPE_DOUBLE);
      default -> TypeFactory.createSimpleType(TypeKind.valueOf("TYPE_" + type.kind().name()));
    };
  }

  static Stream<Arguments> statements() {
    return Samples.statements().entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(sql -> Arguments.of(entry.getKey(), sql)));
  }

  private static void analyse(String sql) {
    AnalyzerOptions options = new AnalyzerOptions();
    options.setLanguageOptions(LANGUAGE);
    // Of statements that write the state.
    options.addQueryParameter("document", TypeFactory.createSimpleType(TypeKind.TYPE_STRING));
    assertThat(Analyzer.analyzeStatement(sql, options, catalog)).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statements")
  void everyStatementIsRight(String name, String sql) {
    analyse(sql);
  }

  @Test
  void aStatementThatIsWrongIsRefused() {
    assertThatThrownBy(() -> analyse("UPDATE `acme-dwh.shop.orders` SET nope = 1 WHERE TRUE"))
        .isInstanceOf(SqlException.class)
        .hasMessageContaining("nope");
    assertThatThrownBy(() -> analyse("UPDATE `acme-dwh.shop.orders` SET day = 1 WHERE TRUE"))
        .isInstanceOf(SqlException.class);
  }
}

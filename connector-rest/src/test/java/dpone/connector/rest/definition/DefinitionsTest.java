package dpone.connector.rest.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.rest.offline.SampleOptions;
import dpone.connector.rest.option.StreamOptions;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.NumberForm;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition.Source;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class DefinitionsTest {
  private static StreamDefinition define(String options) {
    return define(options, null);
  }

  private static StreamDefinition define(String options, @Nullable String cursor) {
    return Definitions.of(
        new StreamSelection(
            "orders",
            null,
            List.of(),
            null,
            cursor,
            SampleOptions.of(StreamOptions.SPEC, "{" + options + "}")));
  }

  private static Paging paging(String pagination) {
    return define("path: 'orders', pagination: {" + pagination + "}").paging();
  }

  @Test
  void nothingButAPathIsOneAnswerOfJson() {
    StreamDefinition stream = define("path: '/orders'");

    assertThat(stream.request().path()).hasToString("orders");
    assertThat(stream.request().repeatable()).isTrue();
    assertThat(stream.paging()).isEqualTo(new Paging.Single());
    assertThat(stream.format()).isEqualTo(BodyFormat.Json.at("$"));
    assertThat(stream.columns()).isEmpty();
    assertThat(stream.bounds().maxPages()).isEqualTo(10_000);
    assertThat(stream.bounds().emptyPage()).isFalse();
  }

  @Test
  void everyWayToPage() {
    Paging.Size ten = new Paging.Size("limit", 10);
    assertThat(paging("type: 'page', limit: 10"))
        .isEqualTo(new Paging.PageNumber("page", 1, ten, Ending.EMPTY_PAGE));
    assertThat(paging("type: 'page', start_page: 0, page_param: 'p', total: 'header:X-Total'"))
        .isEqualTo(
            new Paging.PageNumber(
                "p",
                0,
                Paging.Size.ANY,
                new Ending(Ending.Rule.TOTAL, new Found.InHeader("X-Total"), null)));
    assertThat(paging("type: 'offset', limit: 10, end: 'short_page'"))
        .isEqualTo(
            new Paging.Offset("offset", 0, ten, new Ending(Ending.Rule.SHORT_PAGE, null, null)));
    assertThat(paging("type: 'offset', limit: 10, limit_param: '', more: '/more'"))
        .isEqualTo(
            new Paging.Offset(
                "offset",
                0,
                new Paging.Size(null, 10),
                new Ending(Ending.Rule.MORE, null, new Found.InBody("/more"))));
    assertThat(paging("type: 'cursor', cursor_param: 'after', next: '/meta/next'"))
        .isEqualTo(new Paging.Cursor("after", new Found.InBody("/meta/next"), Paging.Size.ANY));
    assertThat(paging("type: 'link', limit: 10")).isEqualTo(new Paging.Link(ten));
    assertThat(paging("type: 'next_url', next: '/next'"))
        .isEqualTo(new Paging.NextUrl(new Found.InBody("/next"), Paging.Size.ANY));
    assertThat(paging("type: 'keyset', cursor_param: 'id_gt', column: 'id', limit: 10"))
        .isEqualTo(new Paging.Keyset("id_gt", "id", ten));
  }

  @Test
  void aPlaceInTheRequestTakesThePlaceOfAParameter() {
    StreamDefinition stream =
        define(
            "path: 'search', method: 'POST', repeatable: true,"
                + " body: '{\"offset\": {offset}, \"limit\": {size}}',"
                + " pagination: {type: 'offset', limit: 10}");

    assertThat(stream.paging())
        .isEqualTo(new Paging.Offset(null, 0, new Paging.Size(null, 10), Ending.EMPTY_PAGE));
    assertThat(stream.request().contentType()).isEqualTo("application/json");
  }

  @Test
  void columnsComeFromTheRecordTheAnswerAndTheRequest() {
    StreamDefinition stream =
        define(
            "path: '{region}/orders', explode: '/lines', values: [{variable: 'region', values:"
                + " ['eu']}], schema: ["
                + "{name: 'id', type: 'int64', nullable: false},"
                + "{name: 'city', type: 'string', pointer: '/address/city'},"
                + "{name: 'order_id', type: 'int64', of: 'outer', pointer: '/id'},"
                + "{name: 'made', type: 'date', of: 'envelope', pointer: '/meta/day', pattern:"
                + " 'dd.MM.yyyy'},"
                + "{name: 'price', type: 'decimal(10,2)', decimal: 'comma'},"
                + "{name: 'region', type: 'string', variable: 'region'}], primary_key: ['id']");

    assertThat(stream.columns())
        .extracting(column -> (Object) column.source())
        .containsExactly(
            new Source.InRecord("/id"),
            new Source.InRecord("/address/city"),
            new Source.InParent("/id"),
            new Source.InEnvelope("/meta/day"),
            new Source.InRecord("/price"),
            new Source.OfRequest("region"));
    assertThat(stream.columns().get(4).form()).isEqualTo(CellForm.STANDARD.with(NumberForm.COMMA));
    assertThat(stream.key()).containsExactly("id");
    assertThat(stream.schema().fields().getFirst().nullable()).isFalse();
  }

  @Test
  void windowsAndCursor() {
    StreamDefinition stream =
        define(
            "path: 'orders', params: {from: '{from}', to: '{last}'}, incremental: {lookback: '2d',"
                + " from: '2026-01-01', window: {step: '1d', zone: 'Europe/Moscow', settled: '6h',"
                + " cap: 1000, smallest: '60s', unit: 'second'}}",
            "updated");

    assertThat(stream.increments()).contains(new Increment("updated", Duration.ofDays(2)));
    Slicing.Windows windows = stream.windows().orElseThrow();
    assertThat(windows.step()).isEqualTo(Step.day());
    assertThat(windows.zone()).isEqualTo(ZoneId.of("Europe/Moscow"));
    assertThat(windows.settled()).isEqualTo(Duration.ofHours(6));
    assertThat(windows.cap()).isNotNull();
    assertThat(stream.bounds().start()).contains(Instant.parse("2025-12-31T21:00:00Z"));
  }

  @Test
  void parentsAreReadFirst() {
    StreamDefinition stream =
        define(
            "path: 'customers/{customer_id}/orders', parent: {path: 'customers', schema: [{name:"
                + " 'id', type: 'int64'}], variables: {customer_id: 'id'}, pagination: {type:"
                + " 'page'}}");

    Slicing.Parents parents = (Slicing.Parents) stream.slicing().getFirst();
    assertThat(parents.variables()).isEqualTo(Map.of("customer_id", "id"));
    assertThat(parents.parent().paging()).isInstanceOf(Paging.PageNumber.class);
    assertThat(parents.parent().name()).isEqualTo("orders.parent");
  }

  @ParameterizedTest(name = "{1}: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pagination: {type: 'cursor', cursor_param: 'c'} | pagination.next",
        "pagination: {type: 'cursor', next: '/next'} | pagination.cursor_param",
        "pagination: {type: 'cursor', cursor_param: 'c', next: 'next'} | pagination.next",
        "pagination: {type: 'cursor', cursor_param: 'c', next: '/n', page_param: 'p'} | pagination.page_param",
        "pagination: {type: 'page', next: '/next'} | pagination.next",
        "pagination: {type: 'page', end: 'total'} | pagination.total",
        "pagination: {type: 'page', end: 'short_page'} | pagination.limit",
        "pagination: {type: 'page', end: 'more'} | pagination.more",
        "pagination: {type: 'page', end: 'total', total: '/t', more: '/m'} | pagination.more",
        "pagination: {type: 'page', limit_param: 'n'} | pagination.limit",
        "params: {p: '{page}'}, pagination: {type: 'page', page_param: 'p'} | pagination.page_param",
        "pagination: {type: 'next_url'} | pagination.next",
        "pagination: {type: 'keyset', cursor_param: 'after'} | pagination.column",
        "pagination: {type: 'keyset', column: 'id'} | pagination.cursor_param",
        "pagination: {type: 'keyset', cursor_param: 'a', column: 'x'}, schema: [{name: 'id', type: 'int64'}] | pagination.column",
        "pagination: {limit: 5} | pagination.limit",
        "path: 'https://other.example/orders' | path",
        "path: '//other.example/orders' | path",
        "path: 'a/../../admin' | path",
        "path: 'orders?x=1' | path",
        "path: 'orders of mine' | path",
        "path: '{customer}/orders' | path",
        "params: {p: '{page}'} | params",
        "params: {since: '{since:QQQQQQQ}'} | params",
        "params: {api_key: 'x'} | params",
        "headers: {Authorization: 'Bearer x'} | headers",
        "headers: {Host: 'x'} | headers",
        "headers: {'a b': 'x'} | headers",
        "body: '{}' | body",
        "content_type: 'text/plain' | content_type",
        "repeatable: false | repeatable",
        "format: 'jsonl', records_path: '/data' | records_path",
        "format: 'csv', explode: '/x' | explode",
        "format: 'csv', entries: true | entries",
        "csv: {delimiter: ';'} | csv",
        "format: 'csv', csv: {delimiter: ';;'} | csv.delimiter",
        "format: 'csv', csv: {delimiter: '\"'} | csv.delimiter",
        "format: 'csv', csv: {charset: 'utf-99'} | csv.charset",
        "format: 'csv', csv: {header: false} | schema",
        "format: 'xml' | records_path",
        "format: 'xml', records_path: 'Orders' | records_path",
        "records_path: '$..x' | records_path",
        "schema: [{name: 'a', type: 'number'}] | schema[a].type",
        "schema: [{name: 'a', type: 'int64'}, {name: 'a', type: 'int64'}] | schema",
        "schema: [{name: 'a', type: 'int64', pointer: 'a'}] | schema[a].pointer",
        "schema: [{name: 'a', type: 'int64', of: 'outer'}] | schema[a].of",
        "schema: [{name: 'a', type: 'int64', variable: 'b'}] | schema[a].variable",
        "schema: [{name: 'a', type: 'int64', epoch: 'days'}] | schema[a].epoch",
        "schema: [{name: 'a', type: 'date', epoch: 'days', pattern: 'yyyy'}] | schema[a].pattern",
        "schema: [{name: 'a', type: 'date', pattern: 'QQQQQQQ'}] | schema[a].pattern",
        "schema: [{name: 'a', type: 'timestamp(3)', zone: 'UTC'}] | schema[a].zone",
        "schema: [{name: 'a', type: 'timestamptz(3)', pattern: 'yyyy', zone: 'Mars'}] | schema[a].zone",
        "schema: [{name: 'a', type: 'string', decimal: 'comma'}] | schema[a].decimal",
        "format: 'csv', schema: [{name: 'a', type: 'string', of: 'envelope'}] | schema[a].of",
        "schema: [{name: 'a', type: 'int64'}], primary_key: ['b'] | primary_key",
        "schema: [{name: 'a', type: 'int64'}], schema_sample_size: 5 | schema_sample_size",
        "unknown_fields: 'fail' | schema",
        "values: [{variable: 'x', values: []}] | values",
        "values: [{variable: 'x', values: ['a', 'a']}] | values",
        "values: [{variable: 'page', values: ['a']}] | values",
        "values: [{variable: 'X', values: ['a']}] | values",
        "values: [{variable: 'x', values: ['a']}, {variable: 'x', values: ['b']}] | values",
        "parent: {path: 'p', variables: {id: 'id'}} | parent.schema",
        "parent: {path: 'p', schema: [{name: 'a', type: 'int64'}], variables: {id: 'id'}} | parent.variables",
        "parent: {path: '{x}', schema: [{name: 'a', type: 'int64'}], variables: {id: 'a'}} | parent.path",
        "incremental: {lookback: '1d'} | incremental.lookback",
        "incremental: {from: '2026-01-01'} | incremental.from",
        "incremental: {to: '2026-01-01'} | incremental.to",
        "params: {a: '{since}'}, incremental: {from: '1.1.2026'} | incremental.from",
        "params: {a: '{since}{until}'}, incremental: {from: '2026-01-02', to: '2026-01-01'} | incremental.to",
        "incremental: {window: {step: '1d'}} | incremental.window.step",
        "params: {a: '{from}'}, incremental: {window: {step: '1w'}} | incremental.window.step",
        "params: {a: '{from}'}, incremental: {window: {step: '6h'}} | incremental.window.step",
        "params: {a: '{from}'}, incremental: {window: {step: '1d', unit: 'month'}} | incremental.window.step",
        "params: {a: '{from}'}, incremental: {window: {step: '1d', zone: 'Mars'}} | incremental.window.zone",
        "params: {a: '{from}'}, incremental: {window: {step: '1d', first: 'x'}} | incremental.window.first",
        "params: {a: '{from}'}, incremental: {window: {step: '1d', smallest: '1s'}} | incremental.window.smallest"
      })
  void contradictionsNameTheirOption(String options, String option) {
    assertThatThrownBy(() -> define(options))
        .isInstanceOfSatisfying(
            DponeException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("HTTP_STREAM_OPTION");
              assertThat(failure.category()).isEqualTo(ErrorCategory.CONFIG);
              assertThat(failure.what()).startsWith(option + " ").doesNotContain("\n");
            });
  }

  @Test
  void aQueryIsRefused() {
    StreamSelection selection =
        new StreamSelection(
            "orders",
            "select 1",
            List.of(),
            null,
            null,
            SampleOptions.of(StreamOptions.SPEC, "{}"));
    assertThatThrownBy(() -> Definitions.of(selection))
        .hasMessageContaining("query means nothing for an API");
  }
}

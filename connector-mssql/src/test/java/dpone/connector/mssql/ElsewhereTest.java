package dpone.connector.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.mssql.source.SourceOptions;
import dpone.connector.mssql.testing.Shop;
import dpone.connector.mssql.testing.TestOptions;
import dpone.service.tds.Answer;
import dpone.service.tds.BulkRows;
import dpone.service.tds.Script;
import dpone.service.tds.Settings;
import dpone.service.tds.Step;
import dpone.service.tds.TdsDouble;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import dpone.spi.Endpoint;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is read is not where the connection leads: a replica, another database. */
@Tag("integration")
class ElsewhereTest {
  private final TestContext context = new TestContext();
  private final Script script = Shop.script(new BulkRows());

  private Source source(Options connection) {
    return new MssqlConnector()
        .source(new Endpoint(connection, TestOptions.of(SourceOptions.SPEC)), context);
  }

  private static Options toDouble(int port, String... more) {
    String[] all = {
      "host",
      "127.0.0.1",
      "port",
      Integer.toString(port),
      "encrypt",
      "false",
      "user",
      "sa",
      "password",
      "secret",
      more.length == 0 ? "schema" : more[0],
      more.length == 0 ? "dbo" : more[1]
    };
    return TestOptions.connection(all);
  }

  @Test
  void readsFromTheReplicaThatTheListenerSendsReadersTo() {
    try (TdsDouble replica = TdsDouble.start(Settings.plain(script));
        TdsDouble listener =
            TdsDouble.start(
                Settings.plain(new Script())
                    .logins(login ->
                        login.readOnly()
                            ? Optional.of(Answer.of(new Step.Route("127.0.0.1", replica.port())))
                            : Optional.empty()));
        Source source = source(toDouble(listener.port(), "application_intent", "read_only"))) {
      assertThat(source.describe(StreamSelection.all("landing.orders")).schema().names())
          .containsExactly("id", "name", "day");
      assertThat(replica.sessions()).isNotEmpty();
      assertThat(listener.sessions()).isEmpty();
    }
  }

  @Test
  void readsATableOfAnotherDatabaseByItsThreeParts() {
    script.on(
        Pattern.compile("(?is)SELECT c.name FROM \\[other\\].sys.indexes.*"),
        Answer.rows(
            List.of(Column.of("name", SqlType.units(Kind.NVARCHAR, 128))), new Object[] {"id"}));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Source source = source(toDouble(server.port()))) {
      StreamSelection orders = StreamSelection.all("other.landing.orders");
      StreamInfo info = source.describe(orders);
      assertThat(info.name()).isEqualTo("other.landing.orders");
      assertThat(info.schema().key()).containsExactly("id");
      // Whether that database allows snapshots is not this one's to say.
      assertThat(info.notes()).anyMatch(note -> note.contains("rows of different moments"));
      StreamRead read = new StreamRead(orders, info.schema(), ReadMode.FULL, null);
      try (ReadSession session = source.read(new ReadRequest("orders", List.of(read), null, 4));
          SplitReader reader = source.open(session.splits().get(0))) {
        assertThat(reader).isNotNull();
      }
      assertThat(script.seen())
          .anyMatch(s -> s.startsWith("SELECT o.type") && s.contains("FROM [other].sys.objects"))
          .anyMatch(s ->
              s.startsWith("SELECT [id], [name]") && s.endsWith("FROM [other].[landing].[orders]"));
      assertThat(script.unknown()).isEmpty();
    }
  }
}

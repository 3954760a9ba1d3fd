package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.TypeMapper;
import dpone.connector.postgres.verify.PostgresFingerprint;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.Split;
import dpone.spi.verify.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** PostgreSQL as a source. */
public final class PostgresSource implements Source {
  private final Sessions sessions;
  private final ConnectionSettings settings;
  private final Options options;
  private final ConnectorContext context;

  private PostgresSource(Endpoint endpoint, ConnectorContext context) {
    this.settings = new ConnectionSettings(endpoint.connection());
    this.options = endpoint.settings();
    this.context = context;
    this.sessions = new Sessions(settings, context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static Source open(Endpoint endpoint, ConnectorContext context) {
    return new PostgresSource(endpoint, context);
  }

  @Override
  public List<String> streams() {
    return ask(session -> Catalog.relations(session).stream().map(TableName::toString).toList());
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    return ask(session -> {
      session.beginSnapshot();
      Described stream;
      try {
        stream = Described.of(session, settings, selection);
      } catch (DponeException failure) {
        throw failure.at(Place.stream(selection.name()));
      }
      Relation relation = stream.relation();
      return new StreamInfo(
          relation == null ? selection.name() : relation.name().toString(),
          stream.schema(),
          stream.wireFormats(),
          relation == null || selection.where() != null ? -1 : relation.rows(),
          relation == null || relation.blocks() == 0 ? -1 : relation.blocks() * blockSize(session),
          notes(stream, Extent.of(session, stream)));
    });
  }

  @Override
  public List<String> explain(StreamRead read) {
    return ask(session -> {
      session.beginSnapshot();
      Described stream = Described.of(session, settings, read.selection());
      return ReadRules.notes(session, stream, Extent.of(session, stream), read);
    });
  }

  private static List<String> notes(Described stream, Extent extent) {
    List<String> notes = new ArrayList<>();
    notes.add("conditions and casts see the time zone UTC");
    notes.add(extent.note());
    for (var column : stream.columns()) {
      TypeMapper.Mapping mapping = TypeMapper.map(column.type());
      if (mapping.asText()) {
        notes.add(column.name() + " (" + column.type().text() + "): " + mapping.note());
      }
    }
    return notes;
  }

  @Override
  public ReadSession read(ReadRequest request) {
    PgSession session = sessions.open();
    try {
      return CursorReadSession.open(
          session,
          settings,
          request,
          options,
          line -> context.logger().log(System.Logger.Level.WARNING, line));
    } catch (DponeException failure) {
      session.close();
      throw request.streams().size() == 1
          ? failure.at(Place.stream(request.streams().get(0).selection().name()))
          : failure;
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
  }

  @Override
  public SplitReader open(Split split) {
    CopySplit copy = CopySplit.decode(split);
    PgSession session = sessions.copying();
    try {
      session.beginSnapshot();
      // Before any query: the snapshot has to be the transaction's first.
      join(session, copy.snapshot());
      Described stream = Described.of(session, settings, copy.selection());
      if (!Described.digest(stream.schema()).equals(copy.digest())) {
        throw changed(split.stream());
      }
      return new CopyReader(session, context, split, copy, stream);
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
  }

  private static void join(PgSession session, String snapshot) {
    try {
      session.execute("SET TRANSACTION SNAPSHOT '" + snapshot.replace("'", "") + "'");
    } catch (DponeException failure) {
      if (failure.category().retryable()) {
        throw failure;
      }
      throw PgCode.SNAPSHOT_LOST
          .error("the snapshot that the readers share is gone: " + failure.what())
          .cause(failure)
          .build();
    }
  }

  static RuntimeException changed(String stream) {
    return PgCode.SCHEMA_CHANGED
        .error("the columns are no longer those that were described")
        .at(Place.stream(stream))
        .build();
  }

  static long blockSize(PgSession session) {
    return Long.parseLong(session.value("SELECT current_setting('block_size')"));
  }

  /** A table keeps nothing for its readers, so there is nothing to release. */
  @Override
  public void acknowledge(Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return type == Fingerprint.class
        ? Optional.of(type.cast(new PostgresFingerprint(sessions)))
        : Optional.empty();
  }

  private <T> T ask(Function<PgSession, T> question) {
    try (PgSession session = sessions.control()) {
      return question.apply(session);
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}

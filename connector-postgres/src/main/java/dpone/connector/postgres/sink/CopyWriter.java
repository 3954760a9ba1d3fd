package dpone.connector.postgres.sink;

import static dpone.connector.postgres.payload.Payloads.JSON;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.copy.RowEncoder;
import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.StageStatistics;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.WireChunk;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.StreamPlan;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.WriteReceipt;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes one split by one COPY, so that a split that fails leaves nothing. */
final class CopyWriter implements StageWriter {
  /** Small enough that the server parses one piece while the next is on its way. */
  private static final int PIECE = 128 * 1024;

  private final PgSession session;
  private final ConnectorContext context;
  private final StagePayload.Stage stage;
  private final StreamPlan plan;
  private final Split split;
  private final CopyIn copy;
  private @Nullable RowEncoder encoder;
  private long bytes;
  private int chunks;

  private CopyWriter(
      PgSession session,
      ConnectorContext context,
      StagePayload.Stage stage,
      StreamPlan plan,
      Split split) {
    this.session = session;
    this.context = context;
    this.stage = stage;
    this.plan = plan;
    this.split = split;
    this.copy = session.copyIn(stage.copy());
  }

  static CopyWriter open(
      Sessions sessions,
      ConnectorContext context,
      StagePayload.Stage stage,
      StreamPlan plan,
      Split split) {
    PgSession session = sessions.copying();
    try {
      CopyWriter writer = new CopyWriter(session, context, stage, plan, split);
      byte[] header = Wire.header();
      writer.send(header, 0, header.length);
      return writer;
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
  }

  @Override
  public void write(Chunk chunk) {
    context.cancellation().check();
    if (chunks++ == 1) {
      context.reached(Boundary.MID_WRITE);
    }
    switch (chunk) {
      case WireChunk wire -> {
        if (!wire.format().equals(plan.wireFormat())) {
          throw PgCode.SCHEMA_CHANGED
              .error("rows arrive in another layout than was planned")
              .at(Place.stream(split.stream()))
              .build();
        }
        for (int at = 0; at < wire.length(); at += PIECE) {
          send(wire.data(), at, Math.min(PIECE, wire.length() - at));
        }
      }
      case ColumnBatch batch -> encoder(batch).encode(batch);
    }
  }

  private RowEncoder encoder(ColumnBatch batch) {
    RowEncoder ready = encoder;
    if (ready == null) {
      ready =
          new RowEncoder(split.stream(), batch.schema().fields(), stage.types(), PIECE, this::send);
      encoder = ready;
    }
    return ready;
  }

  private void send(byte[] data, int offset, int length) {
    try {
      copy.writeToCopy(data, offset, length);
      bytes += length;
    } catch (SQLException failure) {
      throw session.failure(failure, "writing", split.stream());
    }
  }

  @Override
  public WriteReceipt finish() {
    byte[] trailer = Wire.trailer();
    send(trailer, 0, trailer.length);
    try {
      long rows = copy.endCopy();
      session.copyEnded();
      StageStatistics.publish(session);
      return new WriteReceipt(
          split.stream(),
          split.ordinal(),
          rows,
          0,
          bytes,
          Payload.empty(JSON.connector(), "written"));
    } catch (SQLException failure) {
      throw session.failure(failure, "writing", split.stream());
    }
  }

  @Override
  public void close() {
    session.close();
  }
}

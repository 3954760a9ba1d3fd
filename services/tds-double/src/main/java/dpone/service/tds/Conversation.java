package dpone.service.tds;

import dpone.service.tds.wire.BulkMessage;
import dpone.service.tds.wire.Login7;
import dpone.service.tds.wire.MessageOut;
import dpone.service.tds.wire.Packet;
import dpone.service.tds.wire.PacketType;
import dpone.service.tds.wire.RpcCall;
import dpone.service.tds.wire.TdsException;
import dpone.service.tds.wire.TdsReader;
import dpone.service.tds.wire.Tokens;
import dpone.service.tds.wire.Tokens.End;
import dpone.service.tds.wire.TransactionRequest;
import dpone.service.tds.wire.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, from its first byte to its last. */
final class Conversation {
  /** Of no statement in particular. */
  private static final int COMMAND = 0xFD;

  private final Socket socket;
  private final Settings settings;
  private final TdsDouble owner;

  Conversation(Socket socket, Settings settings, TdsDouble owner) {
    this.socket = socket;
    this.settings = settings;
    this.owner = owner;
  }

  void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      Optional<Handshake.Accepted> accepted = new Handshake(socket, settings, owner).run();
      if (accepted.isPresent()) {
        new Requests(accepted.get()).run();
      }
    } catch (Replies.BrokenOnPurpose e) {
      reset();
    } catch (TdsException e) {
      owner.trouble(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // The client is gone; what it asked for last is nobody's any more.
    } catch (RuntimeException e) {
      owner.trouble("the double itself failed: " + e);
    }
  }

  /** Breaks the connection, so that the client reads a reset. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  /** The requests of a session. */
  private final class Requests {
    private final Session session;
    private final Version version;
    private final MessageOut out;
    private final Tokens tokens;
    private final Incoming incoming;
    private final Replies replies;
    private final Prepared prepared = new Prepared();
    private @Nullable BulkSink bulk;

    Requests(Handshake.Accepted accepted) {
      session = accepted.session();
      Login7 login = session.login();
      version = login.version();
      out = accepted.out();
      tokens = accepted.tokens();
      incoming = new Incoming(accepted.in());
      replies = new Replies(out, tokens, incoming, session);
      session.stopped(incoming::stopped);
    }

    void run() throws IOException {
      Thread.ofVirtual().name("tds-double-ahead").start(incoming::pump);
      try {
        Optional<Packet> first = incoming.next();
        while (first.isPresent()) {
          request(first.get());
          first = incoming.next();
        }
      } finally {
        incoming.end(null);
        settings.statements().ended(session);
      }
    }

    private void request(Packet first) throws IOException {
      if (first.type() == PacketType.ATTENTION) {
        stopped();
        return;
      }
      incoming.begin();
      InputStream message = incoming.message(first);
      boolean ignored = (first.status() & Packet.IGNORE) != 0;
      try {
        if (!ignored) {
          if ((first.status() & Packet.RESET) != 0) {
            session.reset();
            prepared.clear();
            tokens.changed(18, new byte[0], new byte[0]);
          }
          carryOut(first.type(), message);
          message.skip(Long.MAX_VALUE);
        }
      } catch (Incoming.Ignored e) {
        ignored = true;
        bulk = null;
      } catch (TdsException e) {
        owner.trouble(String.valueOf(e.getMessage()));
        tokens.message(4002, 1, 16, "the double does not understand: " + e.getMessage(), "");
        tokens.done(End.STATEMENT, Tokens.ERROR, COMMAND, 0);
      }
      boolean stopped = incoming.finish();
      out.add(tokens.take());
      if (stopped) {
        // Drivers look for the answer's end first, and then for a message that says it was stopped.
        tokens.done(End.STATEMENT, 0, COMMAND, 0);
        out.add(tokens.take());
        out.end();
        stopped();
      } else if (!ignored) {
        out.end();
      }
    }

    private void stopped() throws IOException {
      tokens.done(End.STATEMENT, Tokens.ATTENTION, COMMAND, 0);
      out.add(tokens.take());
      out.end();
    }

    private void carryOut(PacketType type, InputStream message) throws IOException {
      TdsReader in = new TdsReader(message);
      switch (type) {
        case SQL_BATCH -> {
          if (version.atLeast(Version.V7_2)) {
            RpcCall.headers(in);
          }
          String text = new String(in.rest(), StandardCharsets.UTF_16LE);
          answer(
              new Request(Request.Kind.BATCH, text, List.of(), session), false, false, List.of());
        }
        case RPC -> {
          List<RpcCall> calls = RpcCall.read(in, version);
          for (int i = 0; i < calls.size(); i++) {
            Prepared.Translated call = prepared.translate(calls.get(i), session);
            answer(call.request(), true, i + 1 < calls.size(), call.outputs());
          }
        }
        case BULK_LOAD -> load(in, message);
        case TRANSACTION -> transaction(TransactionRequest.read(in));
        case ATTENTION, ANSWER, LOGIN7, PRELOGIN ->
            throw new TdsException("a message of type " + type + " within a session");
      }
    }

    private void answer(
        @Nullable Request request, boolean procedure, boolean more, List<Step.Output> outputs)
        throws IOException {
      Request asked =
          request == null ? new Request(Request.Kind.PROCEDURE, "", List.of(), session) : request;
      Answer answer = request == null ? new Answer(List.of()) : known(asked);
      BulkSink sink = replies.send(asked, answer, procedure, more, outputs).bulk();
      if (sink != null) {
        bulk = sink;
      }
    }

    private Answer known(Request request) {
      try {
        return settings.statements().answer(request);
      } catch (UnknownStatementException e) {
        return Answer.error(50_000, 16, 1, String.valueOf(e.getMessage()));
      }
    }

    private void load(TdsReader in, InputStream message) throws IOException {
      BulkSink sink = bulk;
      if (sink == null) {
        throw new TdsException("rows of a bulk load that no statement announced");
      }
      bulk = null;
      long rows = sink.takes(message) ? 0 : BulkMessage.read(in, version, sink::begin, sink::row);
      Request request = new Request(Request.Kind.BATCH, "INSERT BULK", List.of(), session);
      replies.send(request, sink.end(rows), false, false, List.of());
    }

    private void transaction(TransactionRequest asked) throws IOException {
      Answer answer =
          known(new Request(Request.Kind.TRANSACTION, asked.verb(), List.of(), session));
      byte[] descriptor = new byte[8];
      switch (asked.kind()) {
        case BEGIN -> {
          session.transaction(session.id());
          descriptor[0] = (byte) session.id();
          tokens.changed(8, descriptor, new byte[0]);
        }
        case COMMIT, ROLLBACK -> {
          descriptor[0] = (byte) session.transaction();
          session.transaction(0);
          tokens.changed(
              asked.kind() == TransactionRequest.Kind.COMMIT ? 9 : 10, new byte[0], descriptor);
        }
        case SAVE -> {
          // A mark within the transaction changes nothing about the session.
        }
      }
      replies.send(
          new Request(Request.Kind.TRANSACTION, asked.verb(), List.of(), session),
          answer,
          false,
          false,
          List.of());
    }
  }
}

package dpone.service.tds;

import dpone.service.tds.wire.Collation;
import dpone.service.tds.wire.Login7;
import dpone.service.tds.wire.MessageOut;
import dpone.service.tds.wire.Packet;
import dpone.service.tds.wire.PacketType;
import dpone.service.tds.wire.Prelogin;
import dpone.service.tds.wire.TdsException;
import dpone.service.tds.wire.TlsTunnel;
import dpone.service.tds.wire.Tokens;
import dpone.service.tds.wire.Tokens.End;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Prelogin, TLS and login. */
final class Handshake {
  private static final int TLS_RECORD = 0x16;
  private static final int LOGIN_FAILED = 18_456;
  private static final int CANNOT_OPEN = 4060;

  private final Socket socket;
  private final Settings settings;
  private final TdsDouble owner;

  Handshake(Socket socket, Settings settings, TdsDouble owner) {
    this.socket = socket;
    this.settings = settings;
    this.owner = owner;
  }

  /** A session, and how to speak with its client. */
  record Accepted(Session session, InputStream in, MessageOut out, Tokens tokens) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Message(PacketType type, byte[] bytes) {}

  /** Empty if the client was turned away. */
  Optional<Accepted> run() throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    InputStream session = in;
    OutputStream answers = out;
    boolean strict = first(in) == TLS_RECORD;
    if (strict) {
      SSLSocket tls = TlsTunnel.strict(socket, in, context());
      session = tls.getInputStream();
      answers = tls.getOutputStream();
    }
    Message message = message(session);
    InputStream logins = session;
    if (message.type() == PacketType.PRELOGIN) {
      Prelogin prelogin = Prelogin.read(message.bytes());
      int agreed = strict ? Prelogin.ON : agree(prelogin.encryption());
      MessageOut reply = new MessageOut(answers, PacketType.ANSWER);
      reply.add(prelogin.answer(agreed));
      reply.end();
      if (!strict && agreed != Prelogin.UNSUPPORTED) {
        SSLSocket tls = TlsTunnel.accept(socket, in, context());
        logins = tls.getInputStream();
        if (agreed != Prelogin.OFF) {
          session = logins;
          answers = tls.getOutputStream();
        }
      }
      message = message(logins);
    }
    if (message.type() != PacketType.LOGIN7) {
      throw new TdsException("a message of type " + message.type() + " instead of a login");
    }
    return login(Login7.read(message.bytes()), session, answers);
  }

  private static int first(InputStream in) throws IOException {
    in.mark(1);
    int first = in.read();
    in.reset();
    return first;
  }

  private int agree(int wanted) throws TdsException {
    if (settings.encryption() == Encryption.NONE) {
      return Prelogin.UNSUPPORTED;
    }
    if (settings.encryption() == Encryption.REQUIRED && wanted == Prelogin.UNSUPPORTED) {
      throw new TdsException("a client that cannot encrypt");
    }
    boolean all =
        settings.encryption() == Encryption.REQUIRED
            || wanted == Prelogin.ON
            || wanted == Prelogin.REQUIRED;
    if (all) {
      return wanted == Prelogin.OFF ? Prelogin.REQUIRED : Prelogin.ON;
    }
    return wanted == Prelogin.UNSUPPORTED ? Prelogin.UNSUPPORTED : Prelogin.OFF;
  }

  private SSLContext context() throws TdsException {
    SSLContext context = settings.tls();
    if (context == null) {
      throw new TdsException("a client begins with TLS, for which the double has no certificate");
    }
    return context;
  }

  private Optional<Accepted> login(Login7 login, InputStream in, OutputStream answers)
      throws IOException {
    MessageOut out = new MessageOut(answers, PacketType.ANSWER);
    Tokens tokens = new Tokens(login.version(), login.features().contains(Login7.JSON));
    String first = settings.databases().iterator().next();
    Session session =
        new Session(owner.nextId(), login, login.database().isEmpty() ? first : login.database());
    Answer instead = settings.login().apply(login).orElse(refusal(login));
    if (login.features().contains(Login7.FEDERATED) && login.token().isEmpty()) {
      tokens.federated(Federation.AUTHORITY, Federation.RESOURCE);
      out.add(tokens.take());
      out.end();
      Message answer = message(in);
      owner.trouble("a token by a message of type " + answer.type() + " is not known here");
      return Optional.empty();
    }
    if (instead != null && !goesOn(instead)) {
      Incoming nobody = new Incoming(InputStream.nullInputStream());
      new Replies(out, tokens, nobody, session)
          .send(
              new Request(Request.Kind.BATCH, "", List.of(), session),
              instead,
              false,
              false,
              List.of());
      out.end();
      return Optional.empty();
    }
    accept(login, session, out, tokens, instead);
    out.end();
    out.packetSize(login.packetSize());
    if (instead != null && routes(instead)) {
      // The client opens another connection and leaves this one.
      return Optional.empty();
    }
    owner.began(session);
    return Optional.of(new Accepted(session, in, out, tokens));
  }

  private static boolean routes(Answer answer) {
    return answer.steps().stream().anyMatch(Step.Route.class::isInstance);
  }

  private static boolean goesOn(Answer answer) {
    return answer.steps().stream()
        .allMatch(step -> step instanceof Step.Route || step instanceof Step.Mirrored);
  }

  private @Nullable Answer refusal(Login7 login) {
    boolean known =
        login.token().isPresent() || login.password().equals(settings.users().get(login.user()));
    if (!known) {
      return Answer.error(LOGIN_FAILED, 14, 1, "Login failed for user '" + login.user() + "'.");
    }
    if (!login.database().isEmpty() && !settings.databases().contains(login.database())) {
      return Answer.error(
              CANNOT_OPEN,
              11,
              1,
              "Cannot open database \""
                  + login.database()
                  + "\" requested by the login. The login failed.")
          .and(Answer.error(LOGIN_FAILED, 14, 1, "Login failed for user '" + login.user() + "'."));
    }
    return null;
  }

  private static void accept(
      Login7 login, Session session, MessageOut out, Tokens tokens, @Nullable Answer route)
      throws IOException {
    tokens.changed(1, session.database(), "master");
    tokens.collation(Collation.LATIN);
    tokens.changed(2, "us_english", "");
    tokens.loginAck();
    MessageOut size = new MessageOut(OutputStream.nullOutputStream(), PacketType.ANSWER);
    size.packetSize(login.packetSize());
    tokens.changed(4, String.valueOf(size.packetSize()), "4096");
    tokens.features(
        login.features().stream()
            .filter(feature ->
                feature == Login7.FEDERATED || feature == Login7.UTF8 || feature == Login7.JSON)
            .toList());
    if (route != null) {
      for (Step step : route.steps()) {
        if (step instanceof Step.Route to) {
          tokens.routed(to.host(), to.port());
        } else if (step instanceof Step.Mirrored by) {
          tokens.mirrored(by.host());
        }
      }
    }
    tokens.done(End.STATEMENT, 0, 0, 0);
    out.add(tokens.take());
  }

  private static Message message(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (true) {
      Packet packet =
          Packet.read(in).orElseThrow(() -> new EOFException("closed before the login"));
      bytes.writeBytes(packet.payload());
      if (bytes.size() > 1 << 17) {
        throw new TdsException("a login of more than 128 KiB");
      }
      if (packet.last()) {
        return new Message(packet.type(), bytes.toByteArray());
      }
    }
  }
}

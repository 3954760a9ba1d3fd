package dpone.certification.vendors;

import dpone.certification.vendors.AdsServer.AdsAnswer;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A double of Google Ads (https://developers.google.com/google-ads/api/docs/start): two accounts
 * under a manager, whose reports come as streams of rows, and the vendor's tokens beside it.
 */
final class AdsDouble implements AutoCloseable {
  private static final String MANAGER = "9999999999";
  private static final String DEVELOPER = "developer_token";

  /** So that some thousand rows are several answers of a stream. */
  private static final int ROWS_OF_AN_ANSWER = 700;

  private final List<AdsStream> streams = AdsStreams.all();
  private final ConsentDouble tokens = new ConsentDouble();
  private final ScriptedServer tokenServer = new ScriptedServer(tokens::answer);
  private final AdsServer server = new AdsServer(this::answer);
  private volatile Map<String, String> known = secrets();

  /** Its streams. */
  List<VendorStream> streams() {
    return streams.stream().map(AdsStream::rows).toList();
  }

  /** Where rows are asked for. */
  AdsServer server() {
    return server;
  }

  /** Options of a connection that lead to it, with secrets that it always lets in. */
  Map<String, Object> connection() {
    Map<String, Object> connection = new LinkedHashMap<>(secrets());
    connection.put("client_id", ConsentDouble.CLIENT);
    connection.put("login_customer_id", "999-999-9999");
    connection.put("customer_ids", List.of("111-111-1111", "2222222222"));
    connection.put("url", server.url());
    connection.put("token_uri", tokenServer.url() + "token");
    // A double needs no mercy.
    connection.put("rate_limit", List.of(Map.of("requests", 100_000, "per", "1s", "burst", 1_000)));
    return connection;
  }

  /** Secret options that a login asks for, each with a value to begin with. */
  static Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>(ConsentDouble.secrets());
    secrets.put(DEVELOPER, "invented-developer-token");
    return secrets;
  }

  /** From now on exactly these secrets are let in, beside those to begin with. */
  void accept(Map<String, String> secrets) {
    known = Map.copyOf(secrets);
    tokens.accept(secrets);
  }

  private AdsAnswer answer(AdsRequest request) {
    boolean standard = tokens.isStandard(request.token());
    if (!standard && !tokens.isOfLogin(request.token())) {
      return AdsAnswer.failing(AdsStatus.badToken());
    }
    Map<String, String> asked = standard ? secrets() : known;
    if (!request.developer().equals(asked.get(DEVELOPER))) {
      return AdsAnswer.failing(AdsStatus.badDeveloper());
    }
    if (!request.manager().equals(MANAGER) || !AdsStreams.CUSTOMERS.contains(request.customer())) {
      return AdsAnswer.failing(AdsStatus.noPermission());
    }
    Optional<AdsQuery> query = AdsQuery.of(request.query());
    return query
        .flatMap(each -> streams.stream().filter(stream -> stream.isAskedBy(each)).findFirst())
        .map(stream -> rows(stream.messages(request.customer(), query.orElseThrow())))
        .orElseGet(() -> AdsAnswer.failing(AdsStatus.badQuery(request.query())));
  }

  /** The answer to a request with answers without rows between its own. */
  AdsAnswer withGaps(AdsRequest request) {
    List<byte[]> answers = new ArrayList<>();
    for (byte[] each : answer(request).messages()) {
      answers.add(new ProtoWriter().text(4, "invented-request").toByteArray());
      answers.add(each);
    }
    answers.add(new byte[0]);
    return new AdsAnswer(answers, AdsStatus.bare(Status.OK));
  }

  /** The answer to a request whose stream ends otherwise than with its last row. */
  AdsAnswer cutOff(AdsRequest request, Status status) {
    return new AdsAnswer(answer(request).messages(), AdsStatus.bare(status));
  }

  private static AdsAnswer rows(List<ProtoWriter> rows) {
    List<byte[]> answers = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += ROWS_OF_AN_ANSWER) {
      ProtoWriter answer = new ProtoWriter();
      rows.subList(i, Math.min(rows.size(), i + ROWS_OF_AN_ANSWER))
          .forEach(row -> answer.message(1, row));
      answers.add(answer.text(4, "invented-request").toByteArray());
    }
    return new AdsAnswer(answers, AdsStatus.bare(Status.OK));
  }

  @Override
  public void close() {
    server.close();
    tokenServer.close();
  }
}

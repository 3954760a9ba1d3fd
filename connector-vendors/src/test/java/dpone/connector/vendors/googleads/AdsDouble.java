package dpone.connector.vendors.googleads;

import com.google.ads.googleads.v23.errors.AuthenticationErrorEnum.AuthenticationError;
import com.google.ads.googleads.v23.errors.AuthorizationErrorEnum.AuthorizationError;
import com.google.ads.googleads.v23.errors.ErrorCode;
import com.google.ads.googleads.v23.errors.ErrorDetails;
import com.google.ads.googleads.v23.errors.GoogleAdsError;
import com.google.ads.googleads.v23.errors.GoogleAdsFailure;
import com.google.ads.googleads.v23.errors.QueryErrorEnum.QueryError;
import com.google.ads.googleads.v23.errors.QuotaErrorDetails;
import com.google.ads.googleads.v23.errors.QuotaErrorEnum.QuotaError;
import com.google.ads.googleads.v23.services.GoogleAdsRow;
import com.google.ads.googleads.v23.services.GoogleAdsServiceGrpc;
import com.google.ads.googleads.v23.services.SearchGoogleAdsStreamRequest;
import com.google.ads.googleads.v23.services.SearchGoogleAdsStreamResponse;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import dpone.connector.vendors.testing.TokenDouble;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vendor's service over a real transport: knows its accounts, its tokens and the part of the
 * query language that is written here, and refuses everything else as the vendor does.
 */
final class AdsDouble implements AutoCloseable {
  static final String DEVELOPER = "invented-developer-token";
  static final String MANAGER = "9999999999";

  private static final Metadata.Key<byte[]> FAILURE =
      Metadata.Key.of(
          "google.ads.googleads.v23.errors.googleadsfailure-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<String> REQUEST =
      Metadata.Key.of("request-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Pattern QUERY =
      Pattern.compile(
          "SELECT (?<fields>[a-z0-9_., ]+) FROM (?<resource>[a-z_]+)"
              + "(?: WHERE (?<where>.+?))?(?: ORDER BY [a-z0-9_., ]+(?: DESC| ASC)?)?"
              + "(?: LIMIT (?<limit>[0-9]+))?");
  private static final Pattern DAYS =
      Pattern.compile("segments\\.date BETWEEN '([0-9-]{10})' AND '([0-9-]{10})'(?: AND .*)?");

  /** Rows of each account. */
  final Map<String, List<GoogleAdsRow>> accounts = new LinkedHashMap<>();

  /** Customer and query of every request that was let in. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** What the next requests meet instead of an answer. */
  final Deque<Trouble> troubles = new ArrayDeque<>();

  final AtomicBoolean cancelled = new AtomicBoolean();
  int rowsOfAnswer = 10_000;
  private final TokenDouble tokens;
  private final Server server;

  /** After so many answers the stream ends so; a null status hangs. */
  record Trouble(int answers, Status status, Metadata trailers) {}

  AdsDouble(TokenDouble tokens) throws Exception {
    this.tokens = tokens;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Service())
            .intercept(new Door())
            .build()
            .start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  static Metadata failure(GoogleAdsError... errors) {
    Metadata trailers = new Metadata();
    trailers.put(
        FAILURE, GoogleAdsFailure.newBuilder().addAllErrors(List.of(errors)).build().toByteArray());
    trailers.put(REQUEST, "invented-request-id");
    return trailers;
  }

  static GoogleAdsError quota(QuotaError code, long seconds) {
    QuotaErrorDetails.Builder details =
        QuotaErrorDetails.newBuilder().setRateName("Get requests for standard access");
    if (seconds > 0) {
      details.setRetryDelay(Duration.newBuilder().setSeconds(seconds));
    }
    return GoogleAdsError.newBuilder()
        .setErrorCode(ErrorCode.newBuilder().setQuotaError(code))
        .setMessage("Too many requests.")
        .setDetails(ErrorDetails.newBuilder().setQuotaErrorDetails(details))
        .build();
  }

  static GoogleAdsError query(QueryError code, String message) {
    return GoogleAdsError.newBuilder()
        .setErrorCode(ErrorCode.newBuilder().setQueryError(code))
        .setMessage(message)
        .build();
  }

  @Override
  public void close() throws Exception {
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  private static final Context.Key<String> LOGIN = Context.key("login");

  /** Lets in who has a token, an application and a manager. */
  private final class Door implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String authorization = text(headers, "authorization");
      if (!authorization.startsWith("Bearer ") || !tokens.isValid(authorization.substring(7))) {
        return refuse(
            call,
            Status.UNAUTHENTICATED,
            ErrorCode.newBuilder()
                .setAuthenticationError(AuthenticationError.OAUTH_TOKEN_EXPIRED)
                .build());
      }
      if (!DEVELOPER.equals(text(headers, "developer-token"))) {
        return refuse(
            call,
            Status.PERMISSION_DENIED,
            ErrorCode.newBuilder()
                .setAuthorizationError(AuthorizationError.DEVELOPER_TOKEN_NOT_APPROVED)
                .build());
      }
      return Contexts.interceptCall(
          Context.current().withValue(LOGIN, text(headers, "login-customer-id")),
          call,
          headers,
          next);
    }

    private <Q, A> ServerCall.Listener<Q> refuse(
        ServerCall<Q, A> call, Status status, ErrorCode code) {
      call.close(
          status,
          failure(GoogleAdsError.newBuilder().setErrorCode(code).setMessage("Refused.").build()));
      return new ServerCall.Listener<>() {};
    }

    private static String text(Metadata headers, String name) {
      String value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
      return value == null ? "" : value;
    }
  }

  private final class Service extends GoogleAdsServiceGrpc.GoogleAdsServiceImplBase {
    @Override
    public void searchStream(
        SearchGoogleAdsStreamRequest request,
        StreamObserver<SearchGoogleAdsStreamResponse> observer) {
      ServerCallStreamObserver<SearchGoogleAdsStreamResponse> answers =
          (ServerCallStreamObserver<SearchGoogleAdsStreamResponse>) observer;
      answers.setOnCancelHandler(() -> cancelled.set(true));
      requests.add(request.getCustomerId() + ": " + request.getQuery());
      List<GoogleAdsRow> rows = accounts.get(request.getCustomerId());
      if (rows == null || !MANAGER.equals(LOGIN.get())) {
        answers.onError(
            Status.PERMISSION_DENIED.asRuntimeException(
                failure(
                    GoogleAdsError.newBuilder()
                        .setErrorCode(
                            ErrorCode.newBuilder()
                                .setAuthorizationError(AuthorizationError.USER_PERMISSION_DENIED))
                        .setMessage("User doesn't have permission to access customer.")
                        .build())));
        return;
      }
      Trouble trouble = troubles.poll();
      List<SearchGoogleAdsStreamResponse> all;
      try {
        all = answers(request.getQuery(), rows);
      } catch (IllegalArgumentException wrong) {
        answers.onError(
            Status.INVALID_ARGUMENT.asRuntimeException(
                failure(query(QueryError.BAD_FIELD_NAME, wrong.getMessage()))));
        return;
      }
      int most = trouble == null ? all.size() : Math.min(all.size(), trouble.answers());
      all.subList(0, most).forEach(answers::onNext);
      if (trouble == null) {
        answers.onCompleted();
      } else if (trouble.status() != null) {
        answers.onError(trouble.status().asRuntimeException(trouble.trailers()));
      }
    }
  }

  private List<SearchGoogleAdsStreamResponse> answers(String text, List<GoogleAdsRow> rows) {
    Matcher query = QUERY.matcher(text);
    if (!query.matches()) {
      throw new IllegalArgumentException("Error in query: unexpected input " + text);
    }
    List<String> fields = List.of(query.group("fields").split(", "));
    String from = "";
    String to = "9";
    String where = query.group("where");
    if (where != null) {
      Matcher days = DAYS.matcher(where);
      if (days.matches()) {
        from = days.group(1);
        to = days.group(2);
      }
    }
    if (fields.contains("segments.date") && from.isEmpty()) {
      throw new IllegalArgumentException("segments.date needs a finite range of days");
    }
    List<GoogleAdsRow> found = new ArrayList<>();
    for (GoogleAdsRow row : rows) {
      String day = row.getSegments().getDate();
      if (from.isEmpty() || (day.compareTo(from) >= 0 && day.compareTo(to) <= 0)) {
        found.add(only(row, fields));
      }
    }
    List<SearchGoogleAdsStreamResponse> all = new ArrayList<>();
    for (int i = 0; i < found.size(); i += rowsOfAnswer) {
      all.add(
          SearchGoogleAdsStreamResponse.newBuilder()
              .addAllResults(found.subList(i, Math.min(found.size(), i + rowsOfAnswer)))
              .setFieldMask(FieldMask.newBuilder().addAllPaths(fields))
              .setRequestId("invented-request-id")
              .build());
    }
    return all;
  }

  /** The row with the selected fields alone. */
  private static GoogleAdsRow only(GoogleAdsRow row, List<String> fields) {
    GoogleAdsRow.Builder projected = GoogleAdsRow.newBuilder();
    for (String field : fields) {
      copy(row, projected, field.split("\\."), 0);
    }
    return projected.build();
  }

  private static void copy(Message from, Message.Builder to, String[] path, int at) {
    FieldDescriptor field = from.getDescriptorForType().findFieldByName(path[at]);
    if (field == null) {
      throw new IllegalArgumentException("Unrecognized field " + String.join(".", path));
    }
    if (at == path.length - 1) {
      if (field.isRepeated() || !field.hasPresence() || from.hasField(field)) {
        to.setField(field, from.getField(field));
      }
    } else if (from.hasField(field)) {
      Message.Builder inner = to.getFieldBuilder(field);
      copy((Message) from.getField(field), inner, path, at + 1);
    }
  }
}

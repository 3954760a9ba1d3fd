package dpone.toolkit.http.login;

import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.Credential;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A login by tokens. One is asked for when there is none, a while before it ends, and when the
 * system refuses it; however many threads wait, one of them asks. Thread-safe.
 */
final class TokenLogin implements Login {
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);
  private static final int MARGIN = 10;
  private static final int REMEMBERED = 8;
  private static final long SLICE = 200;

  /**
   * A token in use.
   *
   * @param renewAt when another is asked for
   */
  private record Held(Credential credential, Instant renewAt) {}

  private final TokenSettings settings;
  private final ConnectorContext context;
  private final TokenEndpoint endpoint;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Secret> remembered = new ArrayDeque<>();
  private volatile Grant grant;
  private volatile @Nullable Held held;
  private volatile boolean closed;

  TokenLogin(TokenSettings settings, Grant grant, HttpSettings http, ConnectorContext context) {
    this.settings = settings;
    this.grant = grant;
    this.context = context;
    this.endpoint = new TokenEndpoint(settings, http, context, this::secrets);
  }

  @Override
  public Credential credential() {
    Held known = held;
    if (known != null && fresh(known)) {
      return known.credential();
    }
    enter();
    try {
      known = held;
      return known != null && fresh(known) ? known.credential() : fetch();
    } finally {
      lock.unlock();
    }
  }

  private boolean fresh(Held known) {
    return context.clock().instant().isBefore(known.renewAt());
  }

  @Override
  public boolean renew(Credential refused) {
    enter();
    try {
      Held known = held;
      if (known != null && known.credential().equals(refused)) {
        held = null;
        context
            .logger()
            .log(System.Logger.Level.DEBUG, "the token was refused; asking for another");
        fetch();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Credential fetch() {
    Instant now = context.clock().instant();
    TokenEndpoint.Token token = endpoint.ask(grant.parameters(now));
    remember(token);
    Credential credential =
        Credential.header(
            settings.header(),
            settings.prefix().isEmpty()
                ? token.value().reveal()
                : settings.prefix() + " " + token.value().reveal());
    held = new Held(credential, renewal(now, token.lifetime()));
    return credential;
  }

  private static Instant renewal(Instant now, @Nullable Duration lifetime) {
    if (lifetime == null) {
      // Nobody said, so the system is left to refuse it.
      return Instant.MAX;
    }
    Duration margin = lifetime.dividedBy(MARGIN);
    return now.plus(lifetime).minus(margin.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : margin);
  }

  private void remember(TokenEndpoint.Token token) {
    String refresh = token.refreshToken() == null ? null : token.refreshToken().reveal();
    List<Secret> before = grant.secrets();
    Grant next = grant.next(refresh);
    boolean rotated = !next.secrets().equals(before);
    synchronized (remembered) {
      remembered.addFirst(token.value());
      before.forEach(remembered::addFirst);
      while (remembered.size() > REMEMBERED) {
        remembered.removeLast();
      }
    }
    grant = next;
    if (rotated) {
      context
          .logger()
          .log(
              System.Logger.Level.WARNING,
              "the server gave another refresh token: the one of the manifest may not be taken at"
                  + " the next run");
    }
  }

  private void enter() {
    try {
      while (!lock.tryLock(SLICE, TimeUnit.MILLISECONDS)) {
        context.cancellation().check();
        if (closed) {
          throw HttpCode.CLOSED.error("it was closed while it waited for a token").build();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      context.cancellation().check();
      throw HttpCode.CLOSED.error("waiting for a token was interrupted").build();
    }
  }

  @Override
  public List<Secret> secrets() {
    List<Secret> all = new ArrayList<>(grant.secrets());
    settings.secret().ifPresent(all::add);
    settings
        .secret()
        .ifPresent(
            secret -> all.add(Secret.of(settings.client().orElse("") + ":" + secret.reveal())));
    synchronized (remembered) {
      all.addAll(remembered);
    }
    return all;
  }

  @Override
  public void close() {
    closed = true;
    endpoint.close();
  }
}

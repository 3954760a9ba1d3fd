package dpone.toolkit.http.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it comes from the network, which waits no longer than it was told. Read
 * by one thread; {@link #close} may come from another.
 */
final class BodyStream extends InputStream {
  private static final int AHEAD = 8 << 10;
  private static final byte[] NOTHING = new byte[0];

  private final InputStream in;
  private final Flight flight;
  private final Duration idle;
  private byte[] ahead = NOTHING;
  private int position;
  private int limit;
  private boolean ended;
  private @Nullable IOException failure;
  private volatile boolean closed;

  /**
   * A body.
   *
   * @param in what the client gives
   * @param idle how long the next bytes may take to come
   */
  BodyStream(InputStream in, Flight flight, Duration idle) {
    this.in = in;
    this.flight = flight;
    this.idle = idle;
    flight.patience(idle.toNanos());
  }

  /** From now on it may take as long as its reader likes, as long as bytes come. */
  void unbounded() {
    flight.unbounded();
  }

  @Override
  public int read() throws IOException {
    return available() == 0 ? -1 : ahead[position++] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position < limit) {
      int count = Math.min(length, limit - position);
      System.arraycopy(ahead, position, into, offset, count);
      position += count;
      return count;
    }
    return receive(into, offset, length);
  }

  /**
   * Bytes that can be read at once; zero only at the end. It waits for the next ones, since
   * decoders of several gzip members in a row take zero for the end.
   */
  @Override
  public int available() throws IOException {
    if (position == limit) {
      if (ahead.length == 0) {
        ahead = new byte[AHEAD];
      }
      position = 0;
      limit = Math.max(0, receive(ahead, 0, ahead.length));
    }
    return limit - position;
  }

  private int receive(byte[] into, int offset, int length) throws IOException {
    IOException known = failure;
    if (known != null) {
      // Whoever asks again is to hear it again.
      throw known;
    }
    if (ended) {
      return -1;
    }
    flight.waits();
    try {
      int count = in.read(into, offset, length);
      ended = count < 0;
      return count;
    } catch (IOException broken) {
      throw remembered(explained(broken));
    } catch (RuntimeException broken) {
      // The client takes it badly when its connection is closed under it.
      if (!closed && !flight.isEnded()) {
        throw broken;
      }
      throw remembered(explained(new IOException("closed", broken)));
    } finally {
      flight.goesOn();
    }
  }

  private IOException remembered(IOException broken) {
    failure = broken;
    return broken;
  }

  private IOException explained(IOException broken) {
    return switch (flight.ended()) {
      case STALLED ->
          new SocketTimeoutException("nothing more came for " + idle.toMillis() + " ms");
      case LATE -> new SocketTimeoutException("it was not whole in the time of one try");
      case NONE, UNWANTED -> broken;
    };
  }

  /** Whether it was closed, or ended because nobody wants it any more. */
  boolean isClosed() {
    return closed || flight.ended() == Flight.End.UNWANTED;
  }

  @Override
  public void close() {
    closed = true;
    flight.close();
  }
}

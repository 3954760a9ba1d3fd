package dpone.toolkit.http.exchange;

import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import java.io.IOException;
import java.io.InputStream;

/** The rest of a body that is still under way. Read by one thread, closed from any. */
final class LiveBody implements AutoCloseable {
  private final CallName call;
  private final Faults faults;
  private final BodyStream raw;
  private final InputStream decoded;
  private final Runnable done;

  /**
   * A rest.
   *
   * @param done told once it is closed or was read to its end
   */
  LiveBody(CallName call, Faults faults, BodyStream raw, InputStream decoded, Runnable done) {
    this.call = call;
    this.faults = faults;
    this.raw = raw;
    this.decoded = decoded;
    this.done = done;
  }

  InputStream after(InputStream first) {
    return new InputStream() {
      private boolean inFirst = true;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        try {
          if (inFirst) {
            int count = first.read(into, offset, length);
            if (count >= 0) {
              return count;
            }
            inFirst = false;
          }
          int count = decoded.read(into, offset, length);
          if (count < 0) {
            done.run();
          }
          return count;
        } catch (IOException failure) {
          throw failed(failure);
        }
      }

      @Override
      public void close() {
        LiveBody.this.close();
      }
    };
  }

  private DponeException failed(IOException failure) {
    boolean byUs = raw.isClosed();
    close();
    return byUs
        ? HttpCode.CLOSED.error(call + ": it was closed while its answer was read").build()
        : faults.broken(call, failure);
  }

  @Override
  public void close() {
    raw.close();
    done.run();
  }
}

package dpone.service.tds;

import dpone.service.tds.wire.Packet;
import dpone.service.tds.wire.PacketType;
import dpone.service.tds.wire.TdsException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Packets of a session, read ahead, so that a wish to stop is heard while a request is answered.
 */
final class Incoming {
  private static final int AHEAD = 64;

  private final InputStream in;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Packet> packets = new ArrayDeque<>();
  private boolean busy;
  private boolean stop;
  private boolean ended;
  private @Nullable IOException failure;

  Incoming(InputStream in) {
    this.in = in;
  }

  /** Reads until the client closes; on a thread of its own. */
  void pump() {
    try {
      Optional<Packet> packet = Packet.read(in);
      while (packet.isPresent()) {
        put(packet.get());
        packet = Packet.read(in);
      }
      end(null);
    } catch (IOException e) {
      end(e);
    }
  }

  private void put(Packet packet) {
    lock.lock();
    try {
      if (packet.type() == PacketType.ATTENTION && busy) {
        stop = true;
      } else {
        while (packets.size() >= AHEAD && !ended) {
          changed.awaitUninterruptibly();
        }
        packets.add(packet);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void end(@Nullable IOException why) {
    lock.lock();
    try {
      ended = true;
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next packet; empty where the client has closed. */
  Optional<Packet> next() throws IOException {
    lock.lock();
    try {
      while (packets.isEmpty() && !ended) {
        changed.awaitUninterruptibly();
      }
      Packet packet = packets.poll();
      changed.signalAll();
      if (packet == null && failure instanceof TdsException) {
        throw failure;
      }
      return Optional.ofNullable(packet);
    } finally {
      lock.unlock();
    }
  }

  /** A message that begins with a packet, read while it comes. */
  InputStream message(Packet first) {
    return new Message(first);
  }

  /** From here on a wish to stop is one for the request. */
  void begin() {
    lock.lock();
    try {
      busy = true;
      stop = false;
    } finally {
      lock.unlock();
    }
  }

  /** The request was answered; says whether it was to be stopped. */
  boolean finish() {
    lock.lock();
    try {
      busy = false;
      return stop;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the client wants the request to be stopped, or is gone. */
  boolean stopped() {
    lock.lock();
    try {
      return stop || ended;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, unless the client wants it to stop. */
  void await(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !stop && !ended) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private final class Message extends InputStream {
    private Packet packet;
    private int at;

    Message(Packet first) {
      packet = first;
    }

    @Override
    public int read() throws IOException {
      return fill() ? packet.payload()[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int given = Math.min(length, packet.payload().length - at);
      System.arraycopy(packet.payload(), at, into, offset, given);
      at += given;
      return given;
    }

    private boolean fill() throws IOException {
      while (at == packet.payload().length) {
        if (packet.last()) {
          return false;
        }
        Packet following =
            next().orElseThrow(() -> new EOFException("the client closed within a message"));
        if ((following.status() & Packet.IGNORE) != 0) {
          throw new Ignored();
        }
        if (following.type() != packet.type()) {
          throw new TdsException(
              "a packet of type " + following.type() + " within a message of " + packet.type());
        }
        packet = following;
        at = 0;
      }
      return true;
    }
  }

  /** The client wants a message to be forgotten. */
  static final class Ignored extends IOException {
    private static final long serialVersionUID = 1L;

    Ignored() {
      super("the client takes its message back");
    }
  }
}

package dpone.connector.kafka.sink;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and one broker, whose address it replaces by its own in every answer, and
 * loses the answers to requests of one kind.
 */
final class KafkaProxy implements AutoCloseable {
  static final int END_TXN = 26;
  private static final byte[] HOST = "127.0.0.1".getBytes(StandardCharsets.US_ASCII);

  final AtomicInteger lost = new AtomicInteger();
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final int broker;
  private volatile int kind = -1;
  private volatile boolean deaf;

  KafkaProxy(int broker) throws IOException {
    this.broker = broker;
    Thread.ofPlatform().daemon().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** From now on: the broker gets such a request, its answer is lost, and nobody is let in. */
  void loseAnswersTo(int apiKey) {
    kind = apiKey;
  }

  /** All is well again. */
  void mend() {
    kind = -1;
    deaf = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        if (deaf) {
          client.close();
          continue;
        }
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), broker);
        open.addAll(List.of(client, upstream));
        AtomicInteger drop = new AtomicInteger(-1);
        Thread.ofPlatform().daemon().start(() -> requests(client, upstream, drop));
        Thread.ofPlatform().daemon().start(() -> replies(upstream, client, drop));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private void requests(Socket from, Socket to, AtomicInteger drop) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] frame = frame(in);
        if (ByteBuffer.wrap(frame).getShort() == kind) {
          drop.set(ByteBuffer.wrap(frame).getInt(4));
        }
        write(out, frame);
      }
    } catch (IOException closed) {
      // the end of this connection
    }
  }

  private void replies(Socket from, Socket to, AtomicInteger drop) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] frame = frame(in);
        if (drop.get() >= 0 && ByteBuffer.wrap(frame).getInt() == drop.get()) {
          lost.incrementAndGet();
          deaf = true;
          for (Socket socket : open) {
            socket.close();
          }
          return;
        }
        replace(frame);
        write(out, frame);
      }
    } catch (IOException closed) {
      // the end of this connection
    }
  }

  private static byte[] frame(DataInputStream in) throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }

  private static void write(DataOutputStream out, byte[] frame) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
    out.flush();
  }

  private void replace(byte[] frame) {
    ByteBuffer buffer = ByteBuffer.wrap(frame);
    for (int i = 0; i + HOST.length + 4 <= frame.length; i++) {
      if (java.util.Arrays.equals(frame, i, i + HOST.length, HOST, 0, HOST.length)
          && buffer.getInt(i + HOST.length) == broker) {
        buffer.putInt(i + HOST.length, server.getLocalPort());
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}

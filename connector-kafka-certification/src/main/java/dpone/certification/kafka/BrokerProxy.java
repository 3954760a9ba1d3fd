package dpone.certification.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * Stands before the only broker of a cluster and answers in its place. Clients connect to the
 * address that a broker gives of itself, so that in every answer that address is replaced by this
 * one: whoever came through it stays.
 */
final class BrokerProxy implements AutoCloseable {
  /** A fault without end. */
  static final int ENDLESS = Integer.MAX_VALUE;

  private static final ApiKeys ASKED = ApiKeys.DESCRIBE_TOPIC_PARTITIONS;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Instant> met = new ArrayList<>();
  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final byte[] own;
  private final byte[] other;
  private final String host;
  private final int port;
  private volatile Errors error = Errors.NONE;

  /**
   * Listens.
   *
   * @param broker its address as HOST:PORT
   */
  BrokerProxy(String broker) throws IOException {
    this.host = broker.substring(0, broker.lastIndexOf(':'));
    this.port = Integer.parseInt(broker.substring(broker.lastIndexOf(':') + 1));
    this.other = address(host, port);
    this.own = address(host, server.getLocalPort());
    start(this::accept);
  }

  private static byte[] address(String host, int port) {
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(name.length + 4).put(name).putInt(port).array();
  }

  /** Where clients are to connect. */
  String address() {
    return host + ":" + server.getLocalPort();
  }

  /** The next connections are let in and hear nothing. */
  void keepSilent(int times) {
    silent.set(times);
  }

  /** The next questions about topics are answered with that error. */
  void answer(Errors with, int times) {
    error = with;
    refused.set(times);
  }

  /** When somebody met the fault. */
  List<Instant> met() {
    synchronized (met) {
      return List.copyOf(met);
    }
  }

  private boolean takes(AtomicInteger left) {
    if (left.getAndUpdate(n -> n == ENDLESS ? n : Math.max(0, n - 1)) == 0) {
      return false;
    }
    synchronized (met) {
      met.add(Instant.now());
    }
    return true;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        if (takes(silent)) {
          start(() -> swallow(client));
        } else {
          pass(client);
        }
      }
    } catch (IOException closed) {
      // the end
    }
  }

  private void swallow(Socket client) {
    try (client) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // nobody waits any more
    }
    open.remove(client);
  }

  private void pass(Socket client) throws IOException {
    Socket broker = new Socket(host, port);
    open.add(broker);
    Map<Integer, Short> asked = new ConcurrentHashMap<>();
    start(() -> requests(client, broker, asked));
    start(() -> answers(broker, client, asked));
  }

  private void requests(Socket from, Socket to, Map<Integer, Short> asked) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] frame = frame(in);
        ByteBuffer head = ByteBuffer.wrap(frame);
        if (head.getShort() == ASKED.id && refused.get() > 0) {
          short version = head.getShort();
          asked.put(head.getInt(), version);
        }
        write(out, frame);
      }
    } catch (IOException closed) {
      // the end of this connection
    }
    open.remove(from);
    open.remove(to);
  }

  private void answers(Socket from, Socket to, Map<Integer, Short> asked) {
    try (from;
        to) {
      DataInputStream in = new DataInputStream(from.getInputStream());
      DataOutputStream out = new DataOutputStream(to.getOutputStream());
      while (true) {
        byte[] frame = frame(in);
        Short version = asked.remove(ByteBuffer.wrap(frame).getInt());
        if (version != null && takes(refused)) {
          frame = failed(frame, version, error);
        } else {
          replace(frame);
        }
        write(out, frame);
      }
    } catch (IOException closed) {
      // the end of this connection
    }
  }

  /** The same answer, in which every topic failed. */
  private static byte[] failed(byte[] frame, short version, Errors error) {
    short heading = ASKED.responseHeaderVersion(version);
    ByteBufferAccessor in = new ByteBufferAccessor(ByteBuffer.wrap(frame));
    ResponseHeaderData head = new ResponseHeaderData(in, heading);
    DescribeTopicPartitionsResponseData body = new DescribeTopicPartitionsResponseData(in, version);
    body.topics().forEach(topic -> topic.setErrorCode(error.code()).setPartitions(List.of()));
    ObjectSerializationCache cache = new ObjectSerializationCache();
    int size = head.size(cache, heading) + body.size(cache, version);
    ByteBuffer buffer = ByteBuffer.allocate(size);
    ByteBufferAccessor out = new ByteBufferAccessor(buffer);
    head.write(out, cache, heading);
    body.write(out, cache, version);
    return buffer.array();
  }

  private void replace(byte[] frame) {
    for (int i = 0; i + other.length <= frame.length; i++) {
      if (Arrays.equals(frame, i, i + other.length, other, 0, other.length)) {
        System.arraycopy(own, 0, frame, i, own.length);
      }
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

  private static void start(Runnable work) {
    Thread.ofVirtual().start(work);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}

package dpone.connector.clickhouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ServerSocketFactory;

/** Gives the same bytes to whoever asks, and closes the connection: a server at its worst. */
public final class OneAnswer implements AutoCloseable {
  private final ServerSocket listener;
  private volatile String asked = "";

  public OneAnswer(ServerSocketFactory factory, byte[] answer) throws IOException {
    listener = factory.createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(() -> serve(answer), "one-answer");
    thread.setDaemon(true);
    thread.start();
  }

  public static OneAnswer of(String answer) throws IOException {
    return new OneAnswer(
        ServerSocketFactory.getDefault(), answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The last request, as far as it was read. */
  public String asked() {
    return asked;
  }

  private void serve(byte[] answer) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        InputStream in = socket.getInputStream();
        byte[] request = new byte[64 << 10];
        int count = in.read(request);
        asked = count < 0 ? "" : new String(request, 0, count, StandardCharsets.ISO_8859_1);
        socket.getOutputStream().write(answer);
        socket.getOutputStream().flush();
        // The client of the JDK forgets an answer whose connection ends before it saw the head.
        Thread.sleep(200);
        socket.shutdownOutput();
        // What was not read would make the end a reset, which may overtake the answer.
        socket.setSoTimeout(200);
        while (in.read(request) >= 0) {
          asked = asked.isEmpty() ? "more" : asked;
        }
      } catch (IOException gone) {
        // The client went away, or does not trust: that is what is tried here.
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

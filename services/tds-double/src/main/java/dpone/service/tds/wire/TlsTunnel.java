package dpone.service.tds.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * TLS whose hands are shaken within prelogin packets, and which then goes over the connection
 * itself (MS-TDS 3.3.5.2).
 */
public final class TlsTunnel extends Socket {
  private final Socket socket;
  private final InputStream in;
  private final Wrapping out;
  private volatile boolean wrapped = true;

  private TlsTunnel(Socket socket, InputStream in) throws IOException {
    this.socket = socket;
    this.in = new Unwrapping(in);
    this.out = new Wrapping(socket.getOutputStream());
  }

  /** Shakes hands as a server. */
  public static SSLSocket accept(Socket socket, InputStream in, SSLContext context)
      throws IOException {
    TlsTunnel tunnel = new TlsTunnel(socket, in);
    SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(tunnel, "client", socket.getPort(), false);
    tls.setUseClientMode(false);
    // A ticket of TLS 1.3 comes after the hands were shaken, when clients no longer look for
    // prelogin packets.
    tls.setEnabledProtocols(new String[] {"TLSv1.2"});
    try {
      tls.startHandshake();
    } finally {
      tunnel.out.send();
    }
    tunnel.wrapped = false;
    return tls;
  }

  /** Shakes hands before anything else is said, as {@code Encrypt=Strict} has it. */
  public static SSLSocket strict(Socket socket, InputStream in, SSLContext context)
      throws IOException {
    TlsTunnel tunnel = new TlsTunnel(socket, in);
    tunnel.wrapped = false;
    SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(tunnel, "client", socket.getPort(), false);
    tls.setUseClientMode(false);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"tds/8.0"});
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public boolean isConnected() {
    return socket.isConnected();
  }

  @Override
  public synchronized void close() throws IOException {
    socket.close();
  }

  private final class Unwrapping extends InputStream {
    private final InputStream from;
    private byte[] packet = new byte[0];
    private int at;

    Unwrapping(InputStream from) {
      this.from = from;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (at == packet.length && wrapped) {
        out.send();
        packet =
            Packet.read(from)
                .orElseThrow(() -> new EOFException("closed in the handshake"))
                .payload();
        at = 0;
      }
      if (at < packet.length) {
        int given = Math.min(length, packet.length - at);
        System.arraycopy(packet, at, into, offset, given);
        at += given;
        return given;
      }
      return wrapped ? 0 : from.read(into, offset, length);
    }
  }

  private final class Wrapping extends OutputStream {
    private final OutputStream to;
    private final ByteArrayOutputStream flight = new ByteArrayOutputStream();

    Wrapping(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (wrapped) {
        flight.write(bytes, offset, length);
      } else {
        to.write(bytes, offset, length);
      }
    }

    /** Drivers take each flight for one message, in however many pieces it was written. */
    void send() throws IOException {
      if (flight.size() > 0) {
        MessageOut message = new MessageOut(to, PacketType.PRELOGIN);
        message.add(flight.toByteArray());
        flight.reset();
        message.end();
      }
      to.flush();
    }

    @Override
    public void flush() throws IOException {
      if (!wrapped) {
        to.flush();
      }
    }
  }
}

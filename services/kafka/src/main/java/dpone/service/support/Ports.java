package dpone.service.support;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Ports of the loopback interface that stay the same from start to start while they are free. */
public final class Ports {
  private Ports() {}

  /**
   * A port for each name.
   *
   * @param file remembers them
   */
  public static Map<String, Integer> choose(Path file, List<String> names) throws IOException {
    Properties before = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        before.load(reader);
      }
    }
    Map<String, Integer> ports = new LinkedHashMap<>();
    // All are held until each is known, or one could be handed out twice.
    List<ServerSocket> held = new java.util.ArrayList<>();
    try {
      for (String name : names) {
        ServerSocket socket = listen(Integer.parseInt(before.getProperty(name, "0")));
        held.add(socket);
        ports.put(name, socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    Properties now = new Properties();
    ports.forEach((name, port) -> now.setProperty(name, port.toString()));
    try (Writer writer = Files.newBufferedWriter(file)) {
      now.store(writer, null);
    }
    return ports;
  }

  private static ServerSocket listen(int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    try {
      socket.bind(new java.net.InetSocketAddress(loopback, port), 1);
    } catch (IOException taken) {
      if (port == 0) {
        throw taken;
      }
      socket.bind(new java.net.InetSocketAddress(loopback, 0), 1);
    }
    return socket;
  }
}

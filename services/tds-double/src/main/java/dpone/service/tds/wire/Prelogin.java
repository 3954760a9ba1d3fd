package dpone.service.tds.wire;

import java.util.Map;
import java.util.TreeMap;

/**
 * What client and server agree on before the login (MS-TDS 2.2.6.5).
 *
 * @param options bytes by their token
 */
public record Prelogin(Map<Integer, byte[]> options) {
  /** Token of the encryption. */
  public static final int ENCRYPTION = 0x01;

  /** Token of logins with a token. */
  public static final int FEDERATED = 0x06;

  /** Only the login is encrypted. */
  public static final int OFF = 0;

  /** Everything is encrypted. */
  public static final int ON = 1;

  /** Nothing can be encrypted. */
  public static final int UNSUPPORTED = 2;

  /** Everything must be encrypted. */
  public static final int REQUIRED = 3;

  private static final int END = 0xFF;
  private static final int MARS = 0x04;

  /** Reads what a client says. */
  public static Prelogin read(byte[] message) throws TdsException {
    Map<Integer, byte[]> options = new TreeMap<>();
    for (int at = 0; ; at += 5) {
      if (at >= message.length) {
        throw new TdsException("a prelogin without an end");
      }
      int token = message[at] & 0xFF;
      if (token == END) {
        return new Prelogin(options);
      }
      if (at + 5 > message.length) {
        throw new TdsException("a prelogin that ends within an option");
      }
      int from = ((message[at + 1] & 0xFF) << 8) | (message[at + 2] & 0xFF);
      int length = ((message[at + 3] & 0xFF) << 8) | (message[at + 4] & 0xFF);
      if (from + length > message.length) {
        throw new TdsException("a prelogin whose option " + token + " lies outside of it");
      }
      options.put(token, java.util.Arrays.copyOfRange(message, from, from + length));
    }
  }

  /** The encryption that the client wants. */
  public int encryption() throws TdsException {
    byte[] said = options.getOrDefault(ENCRYPTION, new byte[] {UNSUPPORTED});
    if (said.length < 1 || said[0] < 0 || said[0] > REQUIRED) {
      throw new TdsException("a prelogin with an unknown encryption");
    }
    return said[0];
  }

  /** What the server answers. */
  public byte[] answer(int encryption) {
    Map<Integer, byte[]> answer = new TreeMap<>();
    answer.put(0, new byte[] {16, 0, 0x10, 0, 0, 0});
    answer.put(ENCRYPTION, new byte[] {(byte) encryption});
    answer.put(2, new byte[] {0});
    answer.put(3, new byte[0]);
    answer.put(MARS, new byte[] {0});
    if (options.containsKey(FEDERATED)) {
      answer.put(FEDERATED, new byte[] {1});
    }
    TdsWriter out = new TdsWriter();
    int from = 5 * answer.size() + 1;
    for (Map.Entry<Integer, byte[]> option : answer.entrySet()) {
      int length = option.getValue().length;
      out.u8(option.getKey()).u8(from >> 8).u8(from).u8(length >> 8).u8(length);
      from += length;
    }
    out.u8(END);
    answer.values().forEach(out::bytes);
    return out.take();
  }
}

package dpone.service.tds.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's login (MS-TDS 2.2.6.4).
 *
 * @param version of the protocol
 * @param packetSize bytes of a packet that it wants
 * @param host name of its machine
 * @param user name of the user
 * @param password the password, a secret
 * @param application name of the program
 * @param server name under which it knows the server
 * @param library name of its driver
 * @param language language
 * @param database database to begin in
 * @param readOnly whether it wants a server to read from only
 * @param features tokens of the features that it names
 * @param accessToken token that it logs in with instead of a password, a secret
 */
public record Login7(
    Version version,
    int packetSize,
    String host,
    String user,
    String password,
    String application,
    String server,
    String library,
    String language,
    String database,
    boolean readOnly,
    List<Integer> features,
    @Nullable String accessToken) {
  /** Feature of logins with a token. */
  public static final int FEDERATED = 0x02;

  /** Feature of collations in UTF-8. */
  public static final int UTF8 = 0x0A;

  /** Feature of the type {@code json}. */
  public static final int JSON = 0x0D;

  private static final int FIXED = 86;
  private static final int EXTENSION = 0x10;
  private static final int READ_ONLY = 0x20;

  /** Reads the login. */
  public static Login7 read(byte[] message) throws IOException {
    if (message.length < FIXED) {
      throw new TdsException("a login of " + message.length + " bytes");
    }
    TdsReader in = new TdsReader(new ByteArrayInputStream(message));
    if (in.i32() != message.length) {
      throw new TdsException("a login that is not as long as it says");
    }
    Version version = Version.asked(in.i32());
    int packetSize = in.i32();
    int typeFlags = message[26] & 0xFF;
    boolean extended = (message[27] & EXTENSION) != 0;
    List<Integer> features = new ArrayList<>();
    String token = extended ? features(message, features) : null;
    return new Login7(
        version,
        packetSize,
        text(message, 36),
        text(message, 40),
        password(message),
        text(message, 48),
        text(message, 52),
        text(message, 60),
        text(message, 64),
        text(message, 68),
        (typeFlags & READ_ONLY) != 0,
        List.copyOf(features),
        token);
  }

  /** The token that it logs in with instead of a password. */
  public Optional<String> token() {
    return Optional.ofNullable(accessToken);
  }

  /** Nothing that is secret. */
  @Override
  public String toString() {
    return "login of " + user + " to " + database + " by " + library + ", " + version;
  }

  private static byte[] part(byte[] message, int at, int unit) throws TdsException {
    int from = (message[at] & 0xFF) | ((message[at + 1] & 0xFF) << 8);
    int length = unit * ((message[at + 2] & 0xFF) | ((message[at + 3] & 0xFF) << 8));
    if (from + length > message.length) {
      throw new TdsException("a login whose part at " + at + " lies outside of it");
    }
    return java.util.Arrays.copyOfRange(message, from, from + length);
  }

  private static String text(byte[] message, int at) throws TdsException {
    return new String(part(message, at, 2), StandardCharsets.UTF_16LE);
  }

  private static String password(byte[] message) throws TdsException {
    byte[] bytes = part(message, 44, 2);
    for (int i = 0; i < bytes.length; i++) {
      int mixed = (bytes[i] & 0xFF) ^ 0xA5;
      bytes[i] = (byte) (mixed >> 4 | mixed << 4);
    }
    return new String(bytes, StandardCharsets.UTF_16LE);
  }

  private static @Nullable String features(byte[] message, List<Integer> features)
      throws IOException {
    byte[] pointer = part(message, 56, 1);
    if (pointer.length < 4) {
      throw new TdsException("a login whose features are nowhere");
    }
    long from = new TdsReader(new ByteArrayInputStream(pointer)).u32();
    if (from > message.length) {
      throw new TdsException("a login whose features lie outside of it");
    }
    TdsReader in =
        new TdsReader(new ByteArrayInputStream(message, (int) from, message.length - (int) from));
    String token = null;
    for (int feature = in.u8(); feature != 0xFF; feature = in.u8()) {
      byte[] data = in.bytes(in.u32());
      features.add(feature);
      if (feature == FEDERATED && data.length >= 5) {
        TdsReader inside = new TdsReader(new ByteArrayInputStream(data, 1, data.length - 1));
        token = new String(inside.bytes(inside.u32()), StandardCharsets.UTF_16LE);
      }
    }
    return token;
  }
}

package dpone.certify.sign;

import dpone.certify.problem.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/** Makes a pair of keys. */
public final class KeyFiles {
  private KeyFiles() {}

  /**
   * Writes a private key that only its owner may read, and the public one beside it as {@code
   * FILE.pub}.
   *
   * @return the public key
   * @throws BadInputException if one of the files is there already or cannot be written
   */
  public static TrustedKey make(Path file) {
    Path shared = file.resolveSibling(file.getFileName() + ".pub");
    try {
      KeyPair pair = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM).generateKeyPair();
      create(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded()), true);
      create(shared, pem("PUBLIC KEY", pair.getPublic().getEncoded()), false);
      return new TrustedKey(shared.toString(), pair.getPublic());
    } catch (FileAlreadyExistsException there) {
      throw new BadInputException(
          "CERTIFY_KEY: " + there.getFile() + " is there already; name another file");
    } catch (IOException unwritable) {
      throw new BadInputException("CERTIFY_KEY: " + file + " cannot be written: " + unwritable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java from 15 on knows Ed25519", impossible);
    }
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getEncoder().encodeToString(der), label);
  }

  private static void create(Path file, String text, boolean secret) throws IOException {
    if (secret && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rw-------");
      // Before the first byte is in it, not after.
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    } else {
      Files.writeString(
          file,
          text,
          StandardCharsets.US_ASCII,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    }
  }
}

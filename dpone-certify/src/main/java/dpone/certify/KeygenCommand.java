package dpone.certify;

import dpone.certify.sign.KeyFiles;
import dpone.certify.sign.TrustedKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a pair of keys to sign evidence with. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes an Ed25519 key in FILE, which only its owner can read, and its public half in FILE.pub.",
      "openssl genpkey -algorithm ed25519 -out FILE makes one as well."
    })
final class KeygenCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "Where the private key goes.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  Path file;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  CommandSpec spec;

  @Override
  public Integer call() {
    TrustedKey key = KeyFiles.make(file);
    PrintWriter out = spec.commandLine().getOut();
    out.println("private key: " + file + " (keep it secret; certify --sign " + file + ")");
    out.println("public key:  " + key.name() + " (for trusted_keys of policy.yaml, and --key)");
    out.println("key id:      " + key.id());
    return Certify.HOLDS;
  }
}

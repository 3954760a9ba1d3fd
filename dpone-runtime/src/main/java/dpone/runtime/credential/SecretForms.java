package dpone.runtime.credential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The spellings in which a secret may turn up. */
final class SecretForms {
  /** A shorter line of a longer secret says nothing and occurs everywhere. */
  private static final int SHORTEST_LINE = 16;

  /** A shorter piece of base64 would be met by chance. */
  private static final int SHORTEST_BASE64 = 4;

  private static final int BITS_PER_CHARACTER = 6;
  private static final Pattern BREAK = Pattern.compile("\\s*[\\r\\n]+\\s*");
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private SecretForms() {}

  static Set<String> of(String secret) {
    Set<String> forms = new HashSet<>();
    addText(forms, secret);
    // Errors are printed on one line, logs line by line.
    addText(forms, BREAK.matcher(secret).replaceAll(" "));
    for (String line : BREAK.split(secret)) {
      if (line.length() >= SHORTEST_LINE) {
        addText(forms, line);
      }
    }
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    addBase64(forms, bytes, Base64.getEncoder());
    addBase64(forms, bytes, Base64.getUrlEncoder());
    forms.removeIf(form -> form.length() < Redactor.SHORTEST);
    return forms;
  }

  private static void addText(Set<String> forms, String text) {
    forms.add(text);
    forms.add(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
    for (String encoded : new String[] {form, form.replace("+", "%20")}) {
      forms.add(encoded);
      forms.add(
          ESCAPE.matcher(encoded).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT)));
    }
  }

  /** Inside a longer text the same bytes have one of three spellings, by their offset modulo 3. */
  private static void addBase64(Set<String> forms, byte[] bytes, Base64.Encoder encoder) {
    forms.add(encoder.withoutPadding().encodeToString(bytes));
    for (int offset = 0; offset < 3; offset++) {
      byte[] shifted = new byte[offset + bytes.length];
      System.arraycopy(bytes, 0, shifted, offset, bytes.length);
      String text = encoder.withoutPadding().encodeToString(shifted);
      // Without the characters that also hold bits of what stands before or after.
      int end = shifted.length * Byte.SIZE / BITS_PER_CHARACTER;
      String sure = text.substring(offset == 0 ? 0 : Math.min(end, offset + 1), end);
      if (sure.length() >= SHORTEST_BASE64) {
        forms.add(sure);
      }
    }
  }
}

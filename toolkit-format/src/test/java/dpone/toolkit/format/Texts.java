package dpone.toolkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import dpone.toolkit.format.record.Records;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Records as text, and errors by their code. */
public final class Texts {
  private Texts() {}

  /** All records that are left. */
  public static List<String> all(Records records) throws IOException {
    List<String> all = new ArrayList<>();
    while (records.next()) {
      int length = records.to() - records.from();
      all.add(new String(records.data(), records.from(), length, StandardCharsets.UTF_8));
    }
    assertThat(records.read()).isEqualTo(all.size());
    assertThat(records.next()).isFalse();
    return all;
  }

  /** The error that a call ends with, which has that code. */
  public static DponeException failure(String code, ThrowingCallable call) {
    try {
      call.call();
    } catch (DponeException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
      assertThat(e.remedy()).isNotEmpty();
      return e;
    } catch (Throwable e) {
      throw new AssertionError("not " + code, e);
    }
    throw new AssertionError("nothing fails with " + code);
  }
}

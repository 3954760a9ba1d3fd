package dpone.connector.postgres.cdc.pgoutput;

import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;
import java.nio.charset.StandardCharsets;

/** Reads the parts of one message, and never beyond its end. Used again for every message. */
final class Frame {
  private byte[] data = new byte[0];
  private int at;
  private int end;

  void over(byte[] bytes, int offset, int length) {
    this.data = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  byte[] data() {
    return data;
  }

  boolean isAtEnd() {
    return at == end;
  }

  int int8() {
    return data[need(1)] & 0xFF;
  }

  int int16() {
    return Wire.int16(data, need(2));
  }

  int int32() {
    return Wire.int32(data, need(4));
  }

  long int64() {
    return Wire.int64(data, need(8));
  }

  /** Skips a slice and tells where it starts. */
  int slice(int length) {
    return need(length);
  }

  String string() {
    int zero = at;
    while (zero < end && data[zero] != 0) {
      zero++;
    }
    if (zero == end) {
      throw malformed("a text without end");
    }
    String text = new String(data, at, zero - at, StandardCharsets.UTF_8);
    at = zero + 1;
    return text;
  }

  private int need(int length) {
    if (length < 0 || length > end - at) {
      throw malformed("a message cut short");
    }
    int start = at;
    at += length;
    return start;
  }

  static DponeException malformed(String what) {
    return PgCode.PGOUTPUT_MALFORMED.error("the change stream holds " + what).build();
  }
}

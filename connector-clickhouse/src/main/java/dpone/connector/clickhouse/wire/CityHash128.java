package dpone.connector.clickhouse.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CityHash128 of release 1.0.2, which guards the server's compressed frames. Later releases of the
 * function give other values. One object a thread; the two halves of the last hash stay in it.
 */
public final class CityHash128 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MUL = 0x9ddfea08eb382d69L;

  private long low;
  private long high;
  private long weakLow;
  private long weakHigh;

  /** A hash of nothing yet. */
  public CityHash128() {}

  /** The first half of the last hash, as the server writes it first. */
  public long low() {
    return low;
  }

  /** The second half of the last hash. */
  public long high() {
    return high;
  }

  /** Hashes a slice. */
  public void hash(byte[] s, int offset, int length) {
    if (length >= 16) {
      seeded(s, offset + 16, length - 16, fetch(s, offset) ^ K3, fetch(s, offset + 8));
    } else if (length >= 8) {
      int end = offset + length;
      // The bytes overlap, as the function has it.
      seeded(s, 0, 0, fetch(s, offset) ^ length * K0, fetch(s, end - 8) ^ K1);
    } else {
      seeded(s, offset, length, K0, K1);
    }
  }

  private void seeded(byte[] s, int offset, int length, long seedLow, long seedHigh) {
    if (length < 128) {
      murmur(s, offset, length, seedLow, seedHigh);
      return;
    }
    int at = offset;
    int left = length;
    long x = seedLow;
    long y = seedHigh;
    long z = left * K1;
    long vLow = Long.rotateRight(y ^ K1, 49) * K1 + fetch(s, at);
    long vHigh = Long.rotateRight(vLow, 42) * K1 + fetch(s, at + 8);
    long wLow = Long.rotateRight(y + z, 35) * K1 + x;
    long wHigh = Long.rotateRight(x + fetch(s, at + 88), 53) * K1;
    do {
      for (int half = 0; half < 2; half++) {
        x = Long.rotateRight(x + y + vLow + fetch(s, at + 16), 37) * K1;
        y = Long.rotateRight(y + vHigh + fetch(s, at + 48), 42) * K1;
        x ^= wHigh;
        y ^= vLow;
        z = Long.rotateRight(z ^ wLow, 33);
        weak(s, at, vHigh * K1, x + wLow);
        vLow = weakLow;
        vHigh = weakHigh;
        weak(s, at + 32, z + wHigh, y);
        wLow = weakLow;
        wHigh = weakHigh;
        long swap = z;
        z = x;
        x = swap;
        at += 64;
      }
      left -= 128;
    } while (left >= 128);
    y += Long.rotateRight(wLow, 37) * K0 + z;
    x += Long.rotateRight(vLow + z, 49) * K0;
    int end = at + left;
    for (int done = 0; done < left; ) {
      done += 32;
      y = Long.rotateRight(y - x, 42) * K0 + vHigh;
      wLow += fetch(s, end - done + 16);
      x = Long.rotateRight(x, 49) * K0 + wLow;
      wLow += vLow;
      weak(s, end - done, vLow, vHigh);
      vLow = weakLow;
      vHigh = weakHigh;
    }
    x = length16(x, vLow);
    y = length16(y, wLow);
    low = length16(x + vHigh, wHigh) + y;
    high = length16(x + wHigh, y + vHigh);
  }

  private void murmur(byte[] s, int offset, int length, long seedLow, long seedHigh) {
    long a = seedLow;
    long b = seedHigh;
    long c;
    long d;
    int left = length - 16;
    int at = offset;
    if (left <= 0) {
      a = mix(a * K1) * K1;
      c = b * K1 + upTo16(s, offset, length);
      d = mix(a + (length >= 8 ? fetch(s, offset) : c));
    } else {
      c = length16(fetch(s, offset + length - 8) + K1, a);
      d = length16(b + length, c + fetch(s, offset + length - 16));
      a += d;
      do {
        a ^= mix(fetch(s, at) * K1) * K1;
        a *= K1;
        b ^= a;
        c ^= mix(fetch(s, at + 8) * K1) * K1;
        c *= K1;
        d ^= c;
        at += 16;
        left -= 16;
      } while (left > 0);
    }
    a = length16(a, c);
    b = length16(d, b);
    low = a ^ b;
    high = length16(b, a);
  }

  private static long upTo16(byte[] s, int offset, int length) {
    if (length > 8) {
      long a = fetch(s, offset);
      long b = fetch(s, offset + length - 8);
      return length16(a, Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      long a = Integer.toUnsignedLong((int) INT.get(s, offset));
      return length16(
          length + (a << 3), Integer.toUnsignedLong((int) INT.get(s, offset + length - 4)));
    }
    if (length > 0) {
      int a = s[offset] & 0xFF;
      int b = s[offset + (length >> 1)] & 0xFF;
      int c = s[offset + length - 1] & 0xFF;
      int y = a + (b << 8);
      int z = length + (c << 2);
      return mix(y * K2 ^ z * K3) * K2;
    }
    return K2;
  }

  private void weak(byte[] s, int at, long seedA, long seedB) {
    long w = fetch(s, at);
    long x = fetch(s, at + 8);
    long y = fetch(s, at + 16);
    long z = fetch(s, at + 24);
    long a = seedA + w;
    long b = Long.rotateRight(seedB + a + z, 21);
    long c = a;
    a += x + y;
    b += Long.rotateRight(a, 44);
    weakLow = a + z;
    weakHigh = b + c;
  }

  private static long length16(long u, long v) {
    long a = (u ^ v) * MUL;
    a ^= a >>> 47;
    long b = (v ^ a) * MUL;
    b ^= b >>> 47;
    return b * MUL;
  }

  private static long mix(long value) {
    return value ^ value >>> 47;
  }

  private static long fetch(byte[] s, int at) {
    return (long) LONG.get(s, at);
  }
}

package dpone.connector.bigquery.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import dpone.connector.bigquery.encode.Out;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Rows to append, which are sent out of the buffer into which they were encoded.
 *
 * @param stream name of the stream
 * @param offset how many rows of the stream come before
 * @param count how many rows
 * @param rows the fields of {@code ProtoRows}
 */
record AppendRequest(String stream, long offset, int count, Out rows) {
  private static final int WRITE_STREAM = 1;
  private static final int OFFSET = 2;
  private static final int PROTO_ROWS = 4;
  private static final int TRACE_ID = 6;
  private static final int WRITER_SCHEMA = 1;
  private static final int ROWS = 2;
  private static final int DESCRIPTOR = 1;
  private static final int LENGTH_DELIMITED = 2;

  /** As it goes over a connection: the first one says what a row is. */
  Framed framed(DescriptorProto descriptor, boolean first) {
    try {
      ByteString.Output out = ByteString.newOutput(256);
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.writeString(WRITE_STREAM, stream);
      coded.writeMessage(OFFSET, Int64Value.of(offset));
      if (first) {
        coded.writeString(TRACE_ID, "dpone");
      }
      byte[] schema = first ? schema(descriptor) : new byte[0];
      int length = rows.length();
      int body =
          CodedOutputStream.computeTagSize(ROWS)
              + CodedOutputStream.computeUInt32SizeNoTag(length)
              + length;
      coded.writeTag(PROTO_ROWS, LENGTH_DELIMITED);
      coded.writeUInt32NoTag(schema.length + body);
      coded.writeRawBytes(schema);
      coded.writeTag(ROWS, LENGTH_DELIMITED);
      coded.writeUInt32NoTag(length);
      coded.flush();
      return new Framed(out.toByteString().toByteArray(), rows);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] schema(DescriptorProto descriptor) throws IOException {
    ByteString.Output out = ByteString.newOutput(256);
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    coded.writeTag(WRITER_SCHEMA, LENGTH_DELIMITED);
    coded.writeUInt32NoTag(CodedOutputStream.computeMessageSize(DESCRIPTOR, descriptor));
    coded.writeMessage(DESCRIPTOR, descriptor);
    coded.flush();
    return out.toByteString().toByteArray();
  }

  /** A message in two parts: what is its own, and rows that others hold. */
  static final class Framed extends InputStream implements Drainable, KnownLength {
    private final byte[] head;
    private final Out rows;
    private int at;

    Framed(byte[] head, Out rows) {
      this.head = head;
      this.rows = rows;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int left = available();
      if (at < head.length) {
        target.write(head, at, head.length - at);
        at = head.length;
      }
      target.write(rows.data(), at - head.length, rows.length() - (at - head.length));
      at = head.length + rows.length();
      return left;
    }

    @Override
    public int available() {
      return head.length + rows.length() - at;
    }

    @Override
    public int read(byte[] target, int offset, int most) {
      if (most == 0) {
        return 0;
      }
      boolean ofHead = at < head.length;
      int from = ofHead ? at : at - head.length;
      int count = Math.min(most, (ofHead ? head.length : rows.length()) - from);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(ofHead ? head : rows.data(), from, target, offset, count);
      at += count;
      return count;
    }

    @Override
    public int read() {
      if (available() == 0) {
        return -1;
      }
      int octet = at < head.length ? head[at] : rows.data()[at - head.length];
      at++;
      return octet & 0xff;
    }
  }

  /** Hands the library bytes instead of messages. */
  static final class Bytes implements MethodDescriptor.Marshaller<Framed> {
    @Override
    public InputStream stream(Framed message) {
      return message;
    }

    @Override
    public Framed parse(InputStream bytes) {
      throw new UnsupportedOperationException("requests are written, never read");
    }
  }
}

package dpone.connector.vendors.googleads;

import com.google.ads.googleads.v23.services.GoogleAdsRow;
import com.google.ads.googleads.v23.services.SearchGoogleAdsStreamResponse;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.page.Page;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of one stream, made records one by one out of the answer that is in memory. */
final class AdsPage implements Page, Records {
  private static final int RESULT =
      SearchGoogleAdsStreamResponse.RESULTS_FIELD_NUMBER << 3
          | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final AdsClient client;
  private final AdsClient.Opened opened;
  private final RowJson json;
  private @Nullable CodedInputStream answer;
  private @Nullable ByteOutput record;
  private boolean started;
  private long read;

  AdsPage(AdsClient client, AdsClient.Opened opened, RowJson json) {
    this.client = client;
    this.opened = opened;
    this.json = json;
  }

  @Override
  public boolean next() {
    while (true) {
      CodedInputStream in = answer;
      if (in == null && !advance()) {
        return false;
      }
      in = answer;
      if (in != null && row(in)) {
        read++;
        return true;
      }
      answer = null;
    }
  }

  /** Takes the next answer; false after the last. */
  private boolean advance() {
    ByteBuffer bytes;
    if (started) {
      opened.stream().more();
      try {
        bytes = opened.stream().next();
      } catch (SearchCall.Failed failed) {
        throw client.failed(opened.call() + ", after " + read + " rows", failed, opened.passage());
      }
    } else {
      started = true;
      bytes = opened.first();
    }
    if (bytes == null) {
      return false;
    }
    answer = CodedInputStream.newInstance(bytes);
    return true;
  }

  private boolean row(CodedInputStream in) {
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == RESULT) {
          int limit = in.pushLimit(in.readRawVarint32());
          GoogleAdsRow row = GoogleAdsRow.parseFrom(in);
          in.popLimit(limit);
          record = json.write(row);
          return true;
        }
        in.skipField(tag);
      }
      return false;
    } catch (InvalidProtocolBufferException malformed) {
      throw unexpected(malformed);
    } catch (IOException malformed) {
      throw unexpected(malformed);
    }
  }

  private dpone.spi.error.DponeException unexpected(IOException malformed) {
    return HttpCode.UNEXPECTED
        .error(opened.call() + ": an answer is no list of rows: " + malformed.getMessage())
        .build();
  }

  @Override
  public byte[] data() {
    ByteOutput known = record;
    return known == null ? new byte[0] : known.array();
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int to() {
    ByteOutput known = record;
    return known == null ? 0 : known.length();
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public Records records() {
    return this;
  }

  @Override
  public Optional<String> envelope(String pointer) {
    return Optional.empty();
  }

  @Override
  public Optional<Variables> next(long records, Optional<String> last) {
    return Optional.empty();
  }

  @Override
  public long total() {
    return -1;
  }

  @Override
  public void close() {
    opened.close();
  }
}

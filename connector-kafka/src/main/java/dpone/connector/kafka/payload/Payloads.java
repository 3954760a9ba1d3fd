package dpone.connector.kafka.payload;

import dpone.connector.kafka.error.KafkaCode;
import dpone.toolkit.payload.PayloadJson;

/** Payloads of this connector. */
public final class Payloads {
  /** Writes and reads them. */
  public static final PayloadJson JSON =
      new PayloadJson("kafka", KafkaCode.PAYLOAD_UNREADABLE::error);

  private Payloads() {}
}

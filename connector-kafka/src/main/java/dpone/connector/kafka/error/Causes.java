package dpone.connector.kafka.error;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;

/** Which code a failure of the clients has. */
final class Causes {
  private Causes() {}

  static KafkaCode code(Throwable root) {
    if (root instanceof AuthenticationException
        || root instanceof javax.net.ssl.SSLException
        || root instanceof javax.security.auth.login.LoginException) {
      return authentication(root);
    }
    if (root instanceof AuthorizationException) {
      return KafkaCode.NOT_AUTHORIZED;
    }
    if (root instanceof UnknownTopicOrPartitionException
        || root instanceof UnknownTopicIdException) {
      return KafkaCode.TOPIC_NOT_FOUND;
    }
    if (root instanceof InvalidTopicException) {
      return KafkaCode.INVALID_TOPIC;
    }
    if (root instanceof InvalidOffsetException
        || root instanceof org.apache.kafka.common.errors.OffsetOutOfRangeException) {
      return KafkaCode.OFFSETS_GONE;
    }
    KafkaCode writing = writing(root);
    if (writing != null) {
      return writing;
    }
    if (root instanceof ThrottlingQuotaExceededException) {
      return KafkaCode.THROTTLED;
    }
    if (root instanceof CorruptRecordException || root instanceof InvalidRecordException) {
      return KafkaCode.CORRUPT_RECORD;
    }
    if (root instanceof UnsupportedVersionException) {
      return KafkaCode.UNSUPPORTED_VERSION;
    }
    if (root instanceof CommitFailedException
        || root instanceof UnknownMemberIdException
        || root instanceof RebalanceInProgressException) {
      return KafkaCode.GROUP_BUSY;
    }
    if (root instanceof WakeupException
        || root instanceof InterruptException
        || root instanceof InterruptedException) {
      return KafkaCode.CLOSED;
    }
    if (root instanceof ConfigException) {
      return KafkaCode.INVALID_OPTION;
    }
    return passing(root);
  }

  private static KafkaCode passing(Throwable root) {
    if (root instanceof TimeoutException || root instanceof java.util.concurrent.TimeoutException) {
      return KafkaCode.TIMEOUT;
    }
    return root instanceof RetriableException || root instanceof java.io.IOException
        ? KafkaCode.BROKER_LOST
        : KafkaCode.CLUSTER_ERROR;
  }

  private static @org.jspecify.annotations.Nullable KafkaCode writing(Throwable root) {
    if (root instanceof RecordTooLargeException || root instanceof RecordBatchTooLargeException) {
      return KafkaCode.RECORD_TOO_LARGE;
    }
    if (root instanceof ProducerFencedException || root instanceof InvalidProducerEpochException) {
      return KafkaCode.PRODUCER_FENCED;
    }
    if (root instanceof NotEnoughReplicasException
        || root instanceof NotEnoughReplicasAfterAppendException) {
      return KafkaCode.NOT_ENOUGH_REPLICAS;
    }
    return root instanceof InvalidTxnTimeoutException ? KafkaCode.INVALID_OPTION : null;
  }

  /** Who was refused: this client, its token, or the certificate of the other side. */
  private static KafkaCode authentication(Throwable root) {
    boolean tls = root instanceof SslAuthenticationException;
    for (Throwable t = root; t != null; t = t.getCause()) {
      if (t instanceof CertificateException || t instanceof CertPathBuilderException) {
        return KafkaCode.TLS_UNTRUSTED;
      }
      if (t instanceof javax.security.auth.login.LoginException) {
        return KafkaCode.TOKEN_REFUSED;
      }
      tls |= t instanceof javax.net.ssl.SSLException;
    }
    if (tls) {
      return KafkaErrors.words(root).contains("certificate_unknown")
          ? KafkaCode.TLS_UNTRUSTED
          : KafkaCode.TLS;
    }
    return KafkaErrors.words(root).contains("oauthbearer")
            || KafkaErrors.words(root).contains("invalid_token")
        ? KafkaCode.TOKEN_REFUSED
        : KafkaCode.AUTHENTICATION;
  }
}

package dpone.spi.state;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where pipelines keep their state. Thread-safe. */
@Rule(
    id = "STATE-1",
    value =
        "write() replaces a document only if the revision is the expected one and no newer lease"
            + " token of the key was ever handed out; otherwise it fails with STATE_CONFLICT or"
            + " STATE_FENCED and changes nothing.")
@Rule(
    id = "STATE-2",
    value =
        "When write() returns, the document survives a crash of process and machine; a write that"
            + " was cut off leaves the old document whole.")
@Rule(
    id = "STATE-3",
    value =
        "acquire() hands out a token larger than every earlier one of that key and not below"
            + " atLeast. A lease held by"
            + " somebody else and not expired is refused with STATE_LEASED, which names the holder.")
@Rule(id = "STATE-4", value = "A document holds no secret.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface StateStore extends AutoCloseable {
  /** What this store is, told by the system itself; equal for two handles on one store. */
  String identity();

  /** The state of a key. */
  Optional<StateEntry> read(StateKey key);

  /**
   * Compare and set.
   *
   * @param expectedRevision revision the entry has, 0 if there is none
   * @return the new entry
   */
  StateEntry write(StateKey key, long expectedRevision, String document, Lease lease);

  /**
   * Takes the lease of a key.
   *
   * @param owner who takes it, for people
   * @param ttl how long it lasts unless renewed
   * @param atLeast smallest token to hand out, for a store that has forgotten what the sink knows
   */
  Lease acquire(StateKey key, String owner, Duration ttl, long atLeast);

  /** Prolongs a lease; fails with {@code STATE_FENCED} if it was lost. */
  Lease renew(Lease lease, Duration ttl);

  /** Gives a lease back; does nothing if it was lost. */
  void release(Lease lease);

  /** All entries of a pipeline, in order of scope; of all pipelines if the name is empty. */
  List<StateEntry> list(String pipeline);

  /** Forgets the document of a key; tokens go on counting. */
  void reset(StateKey key, Lease lease);

  @Override
  void close();
}

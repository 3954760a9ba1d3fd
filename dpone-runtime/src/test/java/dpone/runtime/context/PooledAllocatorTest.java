package dpone.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.BatchMemory;
import dpone.spi.error.DponeException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("unit")
@Timeout(30)
class PooledAllocatorTest {
  private final RunCancellation cancellation = new RunCancellation(Clock.systemUTC(), null);
  private final PooledAllocator allocator = new PooledAllocator(1 << 20, 2, cancellation);

  @Test
  void aReservationWaitsUntilTheBudgetHasRoom() throws Exception {
    assertThat(allocator.batchBytes()).isEqualTo(128 << 10);
    List<BatchMemory> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      held.add(allocator.reserve());
    }
    CountDownLatch got = new CountDownLatch(1);
    Thread waiting =
        new Thread(() -> {
          allocator.reserve().close();
          got.countDown();
        });
    waiting.start();
    assertThat(got.await(300, TimeUnit.MILLISECONDS)).as("must block").isFalse();
    held.removeFirst().close();
    assertThat(got.await(5, TimeUnit.SECONDS)).as("must go on").isTrue();
    held.forEach(BatchMemory::close);
    assertThat(allocator.chargedBytes()).isZero();
    assertThat(allocator.peakBytes()).isEqualTo(1 << 20);
  }

  /** A writer that keeps the whole budget waits for rows, which need memory. */
  @Test
  void readersAreLentABatchBesideWhateverWritersKeep() throws Exception {
    try (BatchMemory kept = allocator.reserveKept()) {
      kept.bytes(2 << 20);
      for (int batch = 0; batch < 3; batch++) {
        BatchMemory only = allocator.reserve();
        CountDownLatch got = new CountDownLatch(1);
        Thread waiting =
            new Thread(() -> {
              allocator.reserve().close();
              got.countDown();
            });
        waiting.start();
        assertThat(got.await(100, TimeUnit.MILLISECONDS)).as("one at a time").isFalse();
        only.close();
        assertThat(got.await(5, TimeUnit.SECONDS)).as("the next one").isTrue();
      }
    }
    assertThat(allocator.chargedBytes()).isZero();
  }

  @Test
  void whatALargeCellNeedsIsGrantedAtOnceAndKeepsOthersWaiting() throws Exception {
    BatchMemory large = allocator.reserve();
    large.bytes(16 << 20);
    assertThat(allocator.chargedBytes()).isGreaterThan(16 << 20);
    CountDownLatch got = new CountDownLatch(1);
    new Thread(
            () -> {
              allocator.reserve().close();
              got.countDown();
            })
        .start();
    assertThat(got.await(300, TimeUnit.MILLISECONDS)).isFalse();
    large.close();
    assertThat(got.await(5, TimeUnit.SECONDS)).isTrue();
  }

  /** A writer keeps its memory while it waits for rows, for which a reader needs some. */
  @Test
  void whatALargeCellNeededIsForOthersAsSoonAsItIsFree() {
    BatchMemory large = allocator.reserve();
    byte[] cell = large.bytes(16 << 20);
    large.recycle(cell);
    assertThat(allocator.chargedBytes()).isEqualTo(allocator.batchBytes());
    allocator.reserve().close();
    large.close();
    assertThat(allocator.chargedBytes()).isZero();
  }

  /**
   * As many writers as splits, each with all that it may keep, and a batch being filled for each.
   */
  @Test
  void writersThatKeepAllTheyMayLeaveReadersRoom() {
    for (int parallelism : new int[] {1, 2, 4, 8, 16, 64}) {
      PooledAllocator shared = new PooledAllocator(64 << 20, parallelism, cancellation);
      for (int i = 0; i < parallelism; i++) {
        shared.reserve().bytes((int) Long.highestOneBit(shared.keptBytes()));
      }
      for (int i = 0; i < parallelism; i++) {
        shared.reserve();
      }
    }
  }

  @Test
  void waitingEndsWhenTheRunIsCancelled() throws Exception {
    List<BatchMemory> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      held.add(allocator.reserve());
    }
    Thread canceller =
        new Thread(() -> cancellation.cancel(RunCancellation.cancelled("by the test")));
    canceller.start();
    assertThatThrownBy(allocator::reserve)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("RUN_CANCELLED"));
    held.forEach(BatchMemory::close);
  }

  @Test
  void arraysAreUsedAgainAndNeverTwiceAtATime() {
    BatchMemory first = allocator.reserve();
    byte[] array = first.bytes(1000);
    assertThat(array).hasSize(1024);
    first.close();
    BatchMemory second = allocator.reserve();
    assertThat(second.bytes(600)).isSameAs(array);
    assertThat(second.bytes(600)).isNotSameAs(array);
    second.close();
  }

  @Test
  void aBatchClosedTwiceIsADefect() {
    BatchMemory memory = allocator.reserve();
    memory.close();
    assertThatThrownBy(memory::close).isInstanceOf(IllegalStateException.class);
  }
}

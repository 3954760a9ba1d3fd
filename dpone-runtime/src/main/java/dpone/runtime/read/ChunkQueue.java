package dpone.runtime.read;

import dpone.spi.batch.Chunk;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between one reader and one writer. Whoever stops first lets the other know; no
 * chunk is left open behind them.
 */
public final class ChunkQueue {
  private final int capacity;
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;
  private boolean abandoned;

  /** A queue that holds so many chunks. */
  public ChunkQueue(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Hands a chunk over, waiting for room.
   *
   * @return whether the writer still wants more; if not, the chunk was closed
   */
  boolean put(Chunk chunk) throws InterruptedException {
    lock.lock();
    try {
      while (chunks.size() >= capacity && !abandoned) {
        changed.await();
      }
      if (abandoned) {
        chunk.close();
        return false;
      }
      chunks.addLast(chunk);
      changed.signalAll();
      return true;
    } catch (InterruptedException e) {
      chunk.close();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Says that no chunk follows, because the reader is done or has failed. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next chunk, waiting for it.
   *
   * @return null when none follows
   */
  public @Nullable Chunk take() throws InterruptedException {
    lock.lock();
    try {
      while (chunks.isEmpty() && !ended && !abandoned) {
        changed.await();
      }
      Chunk chunk = abandoned ? null : chunks.pollFirst();
      changed.signalAll();
      return chunk;
    } finally {
      lock.unlock();
    }
  }

  /** Says that the writer takes no more, and closes what is left. */
  public void abandon() {
    lock.lock();
    try {
      abandoned = true;
      chunks.forEach(Chunk::close);
      chunks.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Chunks waiting now. */
  public int depth() {
    lock.lock();
    try {
      return chunks.size();
    } finally {
      lock.unlock();
    }
  }
}

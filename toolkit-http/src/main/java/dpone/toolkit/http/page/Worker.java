package dpone.toolkit.http.page;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A thread for one piece of work after the other. One of the platform: reads of sockets block it
 * alone, where each of a virtual thread goes through two others.
 */
final class Worker {
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean over;

  Worker(ClassLoader loader) {
    thread = Thread.ofPlatform().daemon().name("dpone-http-ahead").unstarted(this::run);
    thread.setContextClassLoader(loader);
    thread.start();
  }

  /** To be done after what was given before. */
  void give(Runnable next) {
    work.add(next);
  }

  private void run() {
    try {
      while (!over) {
        work.take().run();
      }
    } catch (InterruptedException ended) {
      // nothing more is wanted
    }
  }

  /** Interrupts what it does and waits for the end of it. */
  void end() {
    over = true;
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

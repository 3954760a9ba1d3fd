package dpone.service.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What a service runs. Used by one thread; {@link #close} may come from another. */
public interface Backend extends AutoCloseable {
  /** Starts it where it does not run, and makes what is asked for. */
  ObjectNode open(JsonNode request) throws ServiceException, IOException, InterruptedException;

  /** Whether it runs, and as which process. */
  ObjectNode ping();

  /** Ends it in good order. */
  void stop() throws InterruptedException;

  /** Ends it as a crash would. */
  void kill() throws InterruptedException;

  /** Starts it again on the ports that it had. */
  void restart() throws ServiceException, IOException, InterruptedException;

  @Override
  void close() throws InterruptedException;
}

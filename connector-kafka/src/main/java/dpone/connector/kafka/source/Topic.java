package dpone.connector.kafka.source;

import java.util.List;

/**
 * A topic as it is now.
 *
 * @param id differs from that of a topic of the same name that was deleted before
 * @param partitions their numbers, in order
 */
record Topic(String name, String id, List<Integer> partitions) {}

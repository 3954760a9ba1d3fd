package dpone.connector.postgres.source;

import dpone.connector.postgres.sql.TableName;

/**
 * A table that holds rows of a stream: the stream's own, a partition, or a child.
 *
 * @param name its name
 * @param oid its object id
 * @param file the file it is stored in, which changes when the table is written anew
 * @param ranges whether rows can be addressed by block
 * @param blocks blocks of its main fork
 * @param toastBytes size of what is stored out of line
 */
record Heap(TableName name, long oid, long file, boolean ranges, long blocks, long toastBytes) {}

/** A scripted double of SQL Server's protocol: it speaks TDS and knows no SQL. */
@NullMarked
package dpone.service.tds;

import org.jspecify.annotations.NullMarked;

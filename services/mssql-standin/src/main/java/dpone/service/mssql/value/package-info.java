/** Values of the server's types: comparing, converting, reckoning. */
@NullMarked
package dpone.service.mssql.value;

import org.jspecify.annotations.NullMarked;

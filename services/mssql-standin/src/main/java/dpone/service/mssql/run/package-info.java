/** Carries statements out. */
@NullMarked
package dpone.service.mssql.run;

import org.jspecify.annotations.NullMarked;

/** Certification as JUnit tests, for authors of connectors. */
@NullMarked
package dpone.certify.junit;

import org.jspecify.annotations.NullMarked;

package dpone.spi.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says how stable a public type is and since which SPI version it exists. */
@Api(status = Api.Status.STABLE, since = "1.0")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Api {
  /** How much a caller may rely on the type. */
  Status status();

  /** The SPI version, {@code MAJOR.MINOR}, in which the type appeared. */
  String since();

  /** Stability of a type. */
  enum Status {
    /** Changes only with the major SPI version. */
    STABLE,
    /** May change with any minor SPI version; the changelog names it. */
    EXPERIMENTAL
  }
}

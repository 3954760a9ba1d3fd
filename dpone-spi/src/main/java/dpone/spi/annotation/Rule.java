package dpone.spi.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One numbered rule of a contract. The contract page is generated from these, and conformance tests
 * carry the same id, so that a rule, its page and its proof cannot drift apart.
 */
@Api(status = Api.Status.STABLE, since = "1.0")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Rules.class)
public @interface Rule {
  /** The rule's id, for example {@code SRC-1}; never reused. */
  String id();

  /** The rule, as one or two sentences. */
  String value();
}

package dpone.connector.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** A user's SQL never leaves the parentheses that it is put into. */
@Tag("unit")
class SqlTextProperties {
  private static final List<String> HARMLESS =
      List.of(
          "a",
          " ",
          "'x'",
          "'it''s; ('",
          "\"q;)(\"",
          "E'\\';('",
          "e'\\\\'",
          "$$;(($$",
          "$t$ $$ ; $t$",
          "/* ; ( /* ) */ */",
          "-- ;)\n",
          "(b)",
          "((c))",
          "'$1'",
          "a$b$c",
          "1",
          ",",
          "\n");

  @Provide
  Arbitrary<String> harmless() {
    return Arbitraries.of(HARMLESS).list().ofMaxSize(12).map(l -> "x " + String.join(" ", l));
  }

  @Property(tries = 500)
  void keepsWhatIsHarmlessAndDropsASemicolonAtTheEnd(
      @ForAll("harmless") String text, @ForAll boolean commented) {
    assertThat(SqlText.enclosed(text)).isEqualTo(text);
    String closed = text + ";" + (commented ? " -- done;\n /* ; */ ; " : " ");
    assertThat(SqlText.enclosed(closed)).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> harmful() {
    Arbitrary<String> bad =
        Arbitraries.of(
            "; drop table t",
            ")",
            "(",
            "'",
            "\"",
            "/*",
            "$$",
            "$1",
            "$12 + 1",
            "E'\\'",
            "; select 1;");
    return Combinators.combine(harmless(), bad).as((text, b) -> text + " " + b);
  }

  @Property(tries = 300)
  void refusesWhatWouldLeave(@ForAll("harmful") String text) {
    assertThatThrownBy(() -> SqlText.enclosed(text))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("PG_INVALID_SQL"));
  }

  @Example
  void refusesWhatIsEmpty() {
    for (String text : List.of("", " ", ";", "-- only a comment", "/**/;")) {
      assertThatThrownBy(() -> SqlText.enclosed(text)).hasMessageContaining("empty");
    }
  }

  @Example
  void doublesQuestionMarksThatAreOperators() {
    assertThat(SqlText.forDriver("j ? 'a?' and \"b?\" ?| $$?$$ -- ?\n?"))
        .isEqualTo("j ?? 'a?' and \"b?\" ??| $$?$$ -- ?\n??");
  }
}

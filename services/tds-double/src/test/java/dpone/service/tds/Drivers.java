package dpone.service.tds;

import java.util.regex.Pattern;

/** What drivers send on their own, by themselves; no answer of it is more than that it is done. */
final class Drivers {
  private Drivers() {}

  /** A script that knows only what drivers say on their own. */
  static Script script() {
    return new Script()
        .on(
            Pattern.compile(
                "(?i)set (implicit_transactions|transaction"
                    + " isolation|quoted_identifier|textsize|ansi_\\w+|lock_timeout|nocount|rowcount|concat_null|language|dateformat)\\b.*"),
            Answer.done())
        .on(
            Pattern.compile("(?i)SELECT @@MAX_PRECISION SET TRANSACTION .*"),
            Answer.rows(
                java.util.List.of(
                    dpone.service.tds.wire.Column.of("", dpone.service.tds.wire.Kind.TINYINT)),
                new Object[] {38}))
        .on(Pattern.compile("IF @@TRANCOUNT > 0 (COMMIT|ROLLBACK) TRAN.*"), Answer.done())
        .on(Pattern.compile("(BEGIN|COMMIT|ROLLBACK)"), Answer.done());
  }
}

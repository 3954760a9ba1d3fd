package dpone.service.clickhouse;

import java.util.ArrayList;
import java.util.List;

/** Takes a script apart: one statement a request is what the server's HTTP interface takes. */
final class Statements {
  private Statements() {}

  static List<String> split(String script) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    int at = 0;
    while (at < script.length()) {
      char c = script.charAt(at);
      int end = at + 1;
      if (c == '\'' || c == '"' || c == '`') {
        end = quoteEnd(script, at);
      } else if (script.startsWith("--", at)) {
        end = after(script, "\n", at);
      } else if (script.startsWith("/*", at)) {
        end = after(script, "*/", at);
      } else if (c == ';') {
        add(statements, statement);
        statement.setLength(0);
        at++;
        continue;
      }
      statement.append(script, at, end);
      at = end;
    }
    add(statements, statement);
    return statements;
  }

  private static void add(List<String> statements, StringBuilder statement) {
    String text = statement.toString();
    String code = text.replaceAll("(?m)--.*$", "").replaceAll("(?s)/\\*.*?\\*/", "");
    if (!code.isBlank()) {
      statements.add(text.strip());
    }
  }

  private static int quoteEnd(String script, int start) {
    char quote = script.charAt(start);
    int at = start + 1;
    while (at < script.length() && script.charAt(at) != quote) {
      at += script.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(script.length(), at + 1);
  }

  private static int after(String script, String mark, int from) {
    int found = script.indexOf(mark, from);
    return found < 0 ? script.length() : found + mark.length();
  }
}

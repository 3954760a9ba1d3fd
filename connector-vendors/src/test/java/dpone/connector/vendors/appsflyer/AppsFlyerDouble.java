package dpone.connector.vendors.appsflyer;

import dpone.connector.vendors.testing.HttpDouble;
import dpone.connector.vendors.testing.HttpDouble.Answer;
import dpone.connector.vendors.testing.HttpDouble.Asked;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Answers as the pages on the Pull API say, and as its users see it: raw reports are fetched from
 * another host, end at their largest number of rows without a word, and are counted by the day.
 */
final class AppsFlyerDouble implements AutoCloseable {
  static final String TOKEN = "t0ken-of-a-double";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  final List<LocalDateTime> events = new ArrayList<>();
  final List<String> reports = new CopyOnWriteArrayList<>();
  final HttpDouble api;
  final HttpDouble downloads;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  volatile int quota = 1_000;
  volatile boolean newestFirst = true;
  volatile boolean shuffled;
  volatile boolean endIncluded;
  volatile long planRows = Long.MAX_VALUE;
  volatile String aggregate =
      "Date,Agency/PMD (af_prt),Media Source (pid),Campaign (c),Impressions,Clicks,CTR,Installs,"
          + "Conversion Rate,Sessions,Loyal Users,Loyal Users/Installs,Total Revenue,Total Cost,ROI,"
          + "ARPU,Average eCPI,af_purchase (Unique users)\n"
          + "2026-01-30,None,facebook,\"spring, sale\",N/A,12,N/A,3,0.25,40,2,0.6667,10.5,N/A,N/A,3.5,"
          + "N/A,7\n";

  AppsFlyerDouble() throws IOException {
    downloads =
        new HttpDouble(asked ->
            asked.header("Authorization").isEmpty()
                ? Answer.of(texts.get(asked.path())).header("Content-Type", "text/csv")
                : Answer.of(400, "the token came along"));
    api = new HttpDouble(this::answer);
  }

  private synchronized Answer answer(Asked asked) {
    if (!asked.header("Authorization").equals("Bearer " + TOKEN)) {
      return Answer.of(401, "The supplied API token is invalid");
    }
    String[] path = asked.path().split("/");
    // /api/raw-data/export/app/{app}/{report}/v5
    if (path.length != 8 || !path[7].equals("v5") || path[5].equals("id404")) {
      return Answer.of(404, "{\"error\":\"app not found\"}");
    }
    if (reports.size() >= quota) {
      return path[2].equals("agg-data")
          ? Answer.of(403, "Limit reached for " + path[6].replace('_', '-'))
          : Answer.of(
              400,
              "You've reached your maximum number of in-app event reports that can be downloaded"
                  + " today for this app. <a href=\"https://support.example\">Learn more</a>.");
    }
    reports.add(path[5] + " " + path[6] + " " + asked.param("from") + "/" + asked.param("to"));
    if (path[2].equals("agg-data")) {
      return Answer.of(aggregate).header("Content-Type", "text/csv");
    }
    String place = "/export/token/" + reports.size();
    texts.put(place, report(path[5], asked));
    return Answer.of(302, "").header("Location", downloads.uri(place).toString());
  }

  private String report(String app, Asked asked) {
    LocalDateTime from = LocalDateTime.parse(asked.param("from"), TIME);
    LocalDateTime to = LocalDateTime.parse(asked.param("to"), TIME);
    long most =
        Math.min(
            planRows,
            asked.params().containsKey("maximum_rows")
                ? Long.parseLong(asked.param("maximum_rows"))
                : 200_000);
    List<LocalDateTime> within =
        events.stream()
            .filter(e -> !e.isBefore(from) && (e.isBefore(to) || (endIncluded && e.equals(to))))
            .sorted()
            .collect(Collectors.toCollection(ArrayList::new));
    if (newestFirst) {
      Collections.reverse(within);
    }
    if (shuffled) {
      Collections.shuffle(within, new java.util.Random(7));
    }
    StringBuilder text =
        new StringBuilder(
            "\ufeffAttributed Touch Type,Install Time,Event Time,Event Name,Event Value,"
                + "Event Revenue,Media Source,App ID,A Field That Is New\n");
    within.stream()
        .limit(most)
        .forEach(e ->
            text.append("click,2025-12-31 23:59:59,")
                .append(TIME.format(e))
                .append(",af_purchase,\"{\"\"n\"\":1}\",0.123456789,facebook,")
                .append(app)
                .append(",x\n"));
    return text.toString();
  }

  @Override
  public void close() {
    api.close();
    downloads.close();
  }
}

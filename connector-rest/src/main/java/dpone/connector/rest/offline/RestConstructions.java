package dpone.connector.rest.offline;

import dpone.connector.rest.definition.Definitions;
import dpone.connector.rest.option.StreamOptions;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.PageState;
import dpone.toolkit.http.page.RequestText;
import dpone.toolkit.http.page.Slice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests for pages that the connector would send. */
public final class RestConstructions implements OfflineConstructions {
  private static final URI ROOT = URI.create("https://api.example/v1");

  @Override
  public Map<String, String> constructions() {
    Map<String, String> all = new TreeMap<>();
    all.put("single.http", request("'path':'orders','params':{'status':'open & paid'}", first()));
    all.put(
        "page-number.http",
        request(
            paged("'type':'page','page_param':'page','limit':100,'limit_param':'per_page'"),
            at(Variables.of("page", "3"))));
    all.put(
        "offset.http",
        request(paged("'type':'offset','limit':50"), at(Variables.of("offset", "150"))));
    all.put(
        "cursor.http",
        request(
            paged("'type':'cursor','cursor_param':'starting_after','next':'/meta/next'"),
            at(Variables.of("token", "b3JkZXI=/42+"))));
    all.put(
        "link.http",
        request(
            paged("'type':'link','limit':100"),
            at(Variables.of("url", "https://api.example/v1/orders?cursor=abc&limit=100"))));
    all.put(
        "keyset.http",
        request(
            paged("'type':'keyset','cursor_param':'id_gt','column':'id','limit':500")
                + ",'schema':[{'name':'id','type':'int64'}]",
            at(Variables.of("after", "9007199254740993"))));
    all.put(
        "since.http",
        request(
            "'path':'orders','params':{'updated_from':'{since:unix}','updated_to':'{until}'}",
            Slice.of(
                Variables.of("since", "2026-01-31T08:00:00Z")
                    .with("until", "2026-02-01T00:00:00Z"))));
    all.put(
        "window.http",
        request(
            "'path':'orders','params':{'from':'{from:dd/MM/yyyy}','to':'{last:dd/MM/yyyy}'},"
                + "'incremental':{'window':{'step':'7d'}}",
            Slice.of(
                Variables.of("from", "2026-01-01")
                    .with("to", "2026-01-08")
                    .with("last", "2026-01-07"))));
    all.put(
        "nested.http",
        request(
            "'path':'customers/{customer_id}/orders','parent':{'path':'customers',"
                + "'schema':[{'name':'id','type':'string'}],'variables':{'customer_id':'id'}}",
            Slice.of(Variables.of("customer_id", "a/b c"))));
    all.put(
        "body.http",
        request(
            "'path':'orders/search','method':'POST','repeatable':true,"
                + "'headers':{'X-Region':'{region}'},'values':[{'variable':'region','values':['eu']}],"
                + "'body':'{\"page\":{page},\"region\":\"{region}\"}',"
                + "'pagination':{'type':'page'}",
            new Slice(Variables.of("region", "eu \"1\""), PageState.FIRST)));
    return all;
  }

  private static String paged(String pagination) {
    return "'path':'orders','pagination':{" + pagination + "}";
  }

  private static Slice first() {
    return Slice.of(Variables.NONE);
  }

  private static Slice at(Variables values) {
    return new Slice(Variables.NONE, PageState.FIRST.next(values, 100, -1, 0));
  }

  private static String request(String options, Slice slice) {
    StreamSelection selection =
        new StreamSelection(
            "orders",
            null,
            List.of(),
            null,
            null,
            SampleOptions.of(StreamOptions.SPEC, "{" + options + "}"));
    StreamDefinition stream = Definitions.of(selection);
    return RequestText.of(ROOT, stream, slice);
  }
}

package dpone.toolkit.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RequestTextTest {
  private static final URI ROOT = URI.create("https://api.example/v1");

  @Test
  void showsAddressHeadersAndBody() {
    StreamDefinition stream =
        StreamDefinition.named("orders")
            .request(
                Request.ask("{shop}/search", "{\"since\": \"{since}\"}")
                    .param("day", "{since:dd/MM/yyyy}")
                    .header("X-Shop", "{shop}"))
            .paging(
                new Paging.Cursor(
                    "cursor",
                    new dpone.toolkit.http.api.Found.InBody("/next"),
                    new Paging.Size("limit", 50)))
            .build();
    Slice slice =
        Slice.of(Variables.of("shop", "a/b").with("since", "2026-01-31T08:00:00Z"))
            .at(PageState.FIRST.next(Variables.of("token", "x+y="), 50, -1, 7));

    assertThat(RequestText.of(ROOT, stream, slice))
        .isEqualTo(
            """
            POST https://api.example/v1/a%2Fb/search?day=31%2F01%2F2026&cursor=x%2By%3D&limit=50
            Content-Type: application/json
            X-Shop: a/b

            {"since": "2026-01-31T08:00:00Z"}
            """);
  }
}

package dpone.connector.vendors.openexchangerates;

import dpone.connector.vendors.plain.PlainApi;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Template;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.page.PageFeed;
import java.net.URI;
import java.util.List;

/** An API whose answers are held to the currencies that were asked for. */
final class OxrApi extends PlainApi {
  OxrApi(
      String connector,
      OptionSpec streamOptions,
      Catalog catalog,
      URI root,
      HttpSettings settings,
      ConnectorContext context) {
    super(connector, streamOptions, catalog, root, settings, context);
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    PageFeed pages = super.feed(stream);
    Template symbols = stream.request().params().get(OxrStreams.SYMBOLS);
    return symbols == null || stream.notes().contains(OxrStreams.SKIPPED)
        ? pages
        : new SymbolsFeed(pages, stream.name(), List.of(symbols.toString().split(",")));
  }
}

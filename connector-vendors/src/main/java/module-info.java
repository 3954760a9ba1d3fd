/** Ten sources of vendor APIs. */
module dpone.connector.vendors {
  requires dpone.spi;
  requires dpone.toolkit.format;
  requires dpone.toolkit.http;
  requires static org.jspecify;

  provides dpone.spi.Connector with
      dpone.connector.vendors.appsflyer.AppsFlyerConnector,
      dpone.connector.vendors.cbr.CbrConnector,
      dpone.connector.vendors.fasttrack.FastTrackConnector,
      dpone.connector.vendors.googleads.GoogleAdsConnector,
      dpone.connector.vendors.googlesheets.GoogleSheetsConnector,
      dpone.connector.vendors.mindbox.MindboxConnector,
      dpone.connector.vendors.omnidesk.OmnideskConnector,
      dpone.connector.vendors.openexchangerates.OpenExchangeRatesConnector,
      dpone.connector.vendors.similarweb.SimilarwebConnector,
      dpone.connector.vendors.yandexwebmaster.YandexWebmasterConnector;
}

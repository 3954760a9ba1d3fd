package dpone.connector.vendors.googleads;

import dpone.connector.vendors.common.Vendor;
import dpone.connector.vendors.common.VendorConnector;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.certify.ApiVersion;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.source.Api;
import java.time.YearMonth;
import java.util.List;

/** The provider of Google Ads. */
public final class GoogleAdsConnector extends VendorConnector {
  private static final Vendor VENDOR =
      new Vendor(
          "google-ads",
          "Google Ads",
          AdsOptions.CONNECTION,
          AdsOptions.STREAM,
          List.of(
              new DriverRequirement(
                  "com.google.api-ads:google-ads-stubs-v23:42.1.0",
                  "com.google.ads.googleads.v23.services.GoogleAdsServiceGrpc"),
              new DriverRequirement(
                  "com.google.protobuf:protobuf-java:4.36.2", "com.google.protobuf.Message"),
              new DriverRequirement("io.grpc:grpc-protobuf:1.76.3", "io.grpc.protobuf.ProtoUtils"),
              new DriverRequirement("io.grpc:grpc-stub:1.76.3", "io.grpc.stub.AbstractStub"),
              new DriverRequirement(
                  "io.grpc:grpc-netty-shaded:1.76.3",
                  "io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder")),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "Google Ads API",
                  AdsVersion.NAME,
                  YearMonth.parse(AdsVersion.SUNSET).atDay(1),
                  "https://developers.google.com/google-ads/api/docs/sunset-dates")),
          List.of(
              "reads only; the API's streams of rows have no tokens, so that a run which was cut"
                  + " off goes on at a window of days of an account, and not inside of one",
              "a day is read when it is over by the stream's time_zone"));

  /** For the service loader. */
  public GoogleAdsConnector() {
    super(VENDOR);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    return new AdsApi(AdsSettings.of(endpoint.connection()), context);
  }

  @Override
  protected OfflineConstructions constructions() {
    return AdsOffline::constructions;
  }

  @Override
  protected RetriedCalls retries() {
    return AdsOffline::retries;
  }

  @Override
  protected TypeTable types() {
    return AdsOffline::types;
  }
}

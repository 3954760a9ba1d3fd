package dpone.connector.vendors.mindbox;

import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.http.api.ColumnDefinition;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * An export whose records the vendor documents. The operation that makes it is named by whoever set
 * it up in Mindbox; what is nested deeper than one level stays JSON.
 *
 * @param name of the stream
 * @param records path of the records in a file of JSON
 * @param columns of a record
 * @param key columns that identify one; empty where the vendor names none
 * @see <a href="https://developers.mindbox.ru/docs/exports-overview">Exports</a>
 */
record KnownExport(String name, String records, List<ColumnDefinition> columns, List<String> key) {
  private static final DataType TEXT = new DataType.Text();
  private static final DataType JSON = new DataType.Json();
  private static final DataType ID = new DataType.Int(64);
  private static final DataType AMOUNT = new DataType.Decimal(38, 6);

  /** Moments are written in UTC without saying so. */
  private static final DataType MOMENT = new DataType.TimestampTz(3);

  private static ColumnDefinition column(String name, DataType type) {
    return ColumnDefinition.of(name, type);
  }

  private static ColumnDefinition column(String name, DataType type, String pointer) {
    return ColumnDefinition.of(name, type, pointer);
  }

  private static ColumnDefinition moment(String name, String pointer) {
    return column(name, MOMENT, pointer).written(CellForm.STANDARD.in(ZoneOffset.UTC));
  }

  /** Every export there is, in the order of the documentation. */
  static final List<KnownExport> ALL =
      List.of(
          new KnownExport(
              "customers",
              "/customers",
              List.of(
                  column("mindbox_id", ID, "/ids/mindboxId").required(),
                  column("ids", JSON),
                  moment("change_date_time_utc", "/changeDateTimeUtc"),
                  column("last_name", TEXT, "/lastName"),
                  column("first_name", TEXT, "/firstName"),
                  column("middle_name", TEXT, "/middleName"),
                  column("sex", TEXT),
                  column("birth_date", new DataType.Date(), "/birthDate"),
                  column("email", TEXT),
                  column("mobile_phone", JSON, "/mobilePhone"),
                  column("area", JSON),
                  column("subscriptions", JSON),
                  column("segmentations", JSON),
                  column("balances", JSON),
                  column("discount_cards", JSON, "/discountCards"),
                  column("custom_fields", JSON, "/customFields")),
              List.of("mindbox_id")),
          new KnownExport(
              "orders",
              "/orders",
              List.of(
                  column("mindbox_id", ID, "/ids/mindboxId").required(),
                  column("ids", JSON),
                  column("customer_mindbox_id", ID, "/customer/ids/mindboxId"),
                  moment("first_action_date_time_utc", "/firstAction/dateTimeUtc"),
                  column("first_action", JSON, "/firstAction"),
                  column("last_action", JSON, "/lastAction"),
                  column("total_price", AMOUNT, "/totalPrice"),
                  column("delivery_cost", AMOUNT, "/deliveryCost"),
                  column("discounts", JSON),
                  column("payments", JSON),
                  column("lines", JSON),
                  column("custom_fields", JSON, "/customFields")),
              List.of("mindbox_id")),
          new KnownExport(
              "actions",
              "/customerActions",
              List.of(
                  column("mindbox_id", ID, "/ids/mindboxId").required(),
                  moment("date_time_utc", "/dateTimeUtc"),
                  moment("creation_date_time_utc", "/creationDateTimeUtc"),
                  column("action_template", TEXT, "/actionTemplate/ids/systemName"),
                  column("action_template_name", TEXT, "/actionTemplate/name"),
                  column("customer_mindbox_id", ID, "/customer/ids/mindboxId"),
                  column("channel", JSON),
                  column("brand", JSON),
                  column("order", JSON),
                  column("products", JSON),
                  column("product_categories", JSON, "/productCategories"),
                  column("custom_fields", JSON, "/customFields")),
              List.of("mindbox_id")),
          new KnownExport(
              "mailings",
              "/mailings",
              List.of(
                  column("id", ID, "/ids/id").required(),
                  column("system_name", TEXT, "/ids/systemName"),
                  column("name", TEXT),
                  column("mailing_utm_name", TEXT, "/mailingUtmName"),
                  column("type", TEXT),
                  column("channel", TEXT),
                  moment("creation_date_time_utc", "/creationDateTimeUtc"),
                  moment("last_changed_date_time_utc", "/lastChangedDateTimeUtc"),
                  column("subscription_topic", TEXT, "/subscriptionTopic/ids/externalId"),
                  column("folder", TEXT, "/folder/ids/systemName"),
                  column("brand", TEXT, "/brand/ids/systemName"),
                  column("utm_source", TEXT, "/utm/utmSource"),
                  column("utm_medium", TEXT, "/utm/utmMedium"),
                  column("utm_campaign", TEXT, "/utm/utmCampaign"),
                  column("utm_content", TEXT, "/utm/utmContent"),
                  column("tags", JSON)),
              List.of("id")),
          new KnownExport(
              "mailing_statuses",
              "/customerMessageStatuses",
              List.of(
                  column("id", ID, "/ids/id").required(),
                  moment("date_time_utc", "/dateTimeUtc"),
                  column("status", TEXT, "/mailingStatus/ids/systemName"),
                  column("customer_message_id", ID, "/customerMessage/ids/id"),
                  moment("customer_message_date_time_utc", "/customerMessage/dateTimeUtc"),
                  column("mailing_id", ID, "/mailing/ids/id"),
                  column("mailing_name", TEXT, "/mailing/name"),
                  column("mailing_variant", JSON, "/mailing/variantNum"),
                  column("link", TEXT, "/mailing/link"),
                  column("not_sent_reason", TEXT, "/mailing/notSentReason/ids/systemName"),
                  column(
                      "not_delivered_reason", TEXT, "/mailing/notDeliveredReason/ids/systemName"),
                  column("brand", TEXT, "/mailing/brand/ids/systemName"),
                  column("channel", TEXT, "/mailing/channel/ids/systemName"),
                  column("mailing_source", JSON, "/mailingSource")),
              List.of("id")),
          new KnownExport(
              "promotions",
              "/promotions",
              List.of(
                  column("external_id", TEXT, "/ids/externalId").required(),
                  column("name", TEXT),
                  column("description", TEXT),
                  moment("start_date_time_utc", "/startDateTimeUtc"),
                  moment("end_date_time_utc", "/endDateTimeUtc"),
                  column("state", TEXT),
                  column("products", JSON),
                  column("areas", JSON),
                  column("points_of_contact", JSON, "/pointsOfContact"),
                  column("custom_fields", JSON, "/customFields")),
              List.of("external_id")),
          new KnownExport(
              "event_log",
              "/eventLogEntries",
              List.of(
                  moment("logged_date_time_utc", "/loggedDateTimeUtc"),
                  column("staff_id", JSON, "/staffId"),
                  column("staff_login", TEXT, "/staffLogin"),
                  column("staff_email", TEXT, "/staffEmail"),
                  column("staff_ip_address", TEXT, "/staffIpAddress"),
                  column("entity_type", TEXT, "/entityType"),
                  column("entity_type_description", TEXT, "/entityTypeDescription"),
                  column("entity_id", JSON, "/entityId"),
                  column("entity_link", TEXT, "/entityLink"),
                  column("event_type", TEXT, "/eventType"),
                  column("event_type_description", TEXT, "/eventTypeDescription"),
                  column("comments", TEXT)),
              List.of()));

  /** The export of that stream. */
  static Optional<KnownExport> find(String name) {
    return ALL.stream().filter(e -> e.name().equals(name)).findFirst();
  }
}

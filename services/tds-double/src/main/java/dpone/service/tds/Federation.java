package dpone.service.tds;

/** What a double says of logins by tokens; nobody answers there. */
final class Federation {
  /** Who hands tokens out. */
  static final String AUTHORITY = "https://login.example/tenant";

  /** What they are for. */
  static final String RESOURCE = "https://database.example/";

  private Federation() {}
}

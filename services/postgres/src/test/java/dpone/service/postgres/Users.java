package dpone.service.postgres;

/** Who runs the tests. */
final class Users {
  private Users() {}

  static boolean root() {
    return System.getProperty("user.name").equals("root");
  }
}

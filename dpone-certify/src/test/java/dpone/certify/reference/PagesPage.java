package dpone.certify.reference;

/** What the reference connector of pages says about itself. */
final class PagesPage {
  /** A manifest that checks. */
  static final String EXAMPLE =
      """
      name: pages
      source:
        type: reference-pages
        connection: { url: "http://127.0.0.1:1" }
        streams:
          - name: notes
      sink:
        type: reference
        connection: { folder: "/data" }
        table: "notes_copy"
        strategy: { mode: full_refresh }
      """;

  /** Its page. */
  static final String TEXT =
      "# Reference of pages\n\nNeeds `reference:driver:1`.\n\n```yaml\n"
          + EXAMPLE
          + "```\n"
          + """

          <!-- generated:errors -->

          | code | category | meaning | what to do |
          |---|---|---|---|
          | `REF_PAGES_NONE` | `NOT_FOUND` | No such stream. | check the stream's name |
          | `REF_PAGES_TOKEN` | `AUTHENTICATION` | Refused. | give the token that is asked for |
          | `REF_PAGES_CURSOR` | `CONFIG` | No such cursor. | leave the cursor out |
          | `REF_PAGES_AGAIN` | `DATA` | A page comes again. | report it |
          | `REF_PAGES_MOVED` | `DATA` | Rows came or went. | run again |
          | `REF_PAGES_TOTAL` | `DATA` | Rows are missing. | run again |
          | `REF_PAGES_BOUND` | `DATA` | Too many pages. | raise max_pages |
          | `REF_PAGES_BUSY` | `THROTTLED` | Too many requests. | run again later |
          | `REF_PAGES_AWAY` | `TRANSIENT` | No whole answer. | run again later |

          <!-- /generated:errors -->

          <!-- generated:retries -->

          | what | tried again after | tries in all | waits | no try begins later than |
          |---|---|---|---|---|
          | asking for a page (`pages.get`) | `REF_PAGES_BUSY` `REF_PAGES_AWAY` | 5 | 200ms, \
          then each 2 times the one before, give or take 25 %, at most 20s; longer where the \
          system names a time | 2m after the call began |
          | moving a part of a read again, with a new reader and writer | any code of category \
          `TRANSIENT` or `THROTTLED`, until its writer was asked to finish | 5 | 200ms, then each \
          2 times the one before, give or take 25 %, at most 20s | no bound |
          | committing | nothing; the next run looks it up | 1 |  |  |
          | everything else | nothing | 1 |  |  |

          <!-- /generated:retries -->
          """;

  private PagesPage() {}
}

package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OptionDocsTest {
  @Test
  void tellsTypeDefaultRangeChoicesAndExample() {
    assertThat(OptionDocs.connector(TestConnectors.BASE))
        .isEqualTo(
            """
            ### `connection`

            | key | type | default | meaning |
            |---|---|---|---|
            | `host` | string | **required** | Name of the server. Example: `db.example`. |
            | `port` | integer | `5432` | Port. Must be between 1 and 65535. |
            | `database` | string | **required** | Database. |
            | `user` | string |  | User. |
            | `password` | secret |  | Password. |
            | `tls` | boolean | `false` | Whether to encrypt. |

            ### `source`

            | key | type | default | meaning |
            |---|---|---|---|
            | `fetch` | bytes | `1MB` | Size of a page. Must be between 1KB and 16MB. |

            ### `source.streams[]`

            | key | type | default | meaning |
            |---|---|---|---|
            | `split` | string | `auto` | How to split. One of `auto`, `none`. |

            ### `sink`

            | key | type | default | meaning |
            |---|---|---|---|
            | `lock_timeout` | duration | `30s` | Longest wait for a lock. Must be between 100ms and 1h. |

            ### `state`

            | key | type | default | meaning |
            |---|---|---|---|
            | `schema` | string | `dpone` | Schema. |
            """);
  }

  @Test
  void groupsAreSpelledOutAndBarsEscaped() {
    assertThat(OptionDocs.connector(TestConnectors.LAKE))
        .contains(
            "| `tags` | map of string |  | Tags \\| of the table. |\n",
            "| `order_by` | list of string | `[]` | Order. |\n",
            "| `buffer` | group |  | What is held back. |\n"
                + "| `buffer.rows` | integer | `1000` | Rows. |\n",
            "| `indexes` | list of groups |  | Indexes to make. |\n"
                + "| `indexes[].name` | string | **required** | Name. |\n")
        .doesNotContain("### `source`", "### `state`");
  }

  @Test
  void theCoreTablesNameEveryKeyOfAManifest() {
    assertThat(OptionDocs.manifest())
        .contains(
            "| `name` | string | **required** |",
            "| `source.streams[].cursor` | string |",
            "| `sink.strategy.unique_key` | list of string |",
            "| `sink.schema_evolution.data_types` | string | `fail` |",
            "| `state.path` | string | `.dpone/state` |",
            "| `runtime.retry.max_attempts` | integer | `5` |",
            "| `rejects.max_rows` | integer | `0` |",
            "| `verify` | string | `off` |");
    assertThat(OptionDocs.batch()).contains("| `tables` | list of groups | **required** |");
    assertThat(OptionDocs.service()).contains("| `service` | string | **required** |");
  }
}

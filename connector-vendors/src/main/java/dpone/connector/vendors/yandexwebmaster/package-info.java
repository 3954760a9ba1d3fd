/** What Yandex knows of the sites of an account: indexing and search queries. */
@NullMarked
package dpone.connector.vendors.yandexwebmaster;

import org.jspecify.annotations.NullMarked;

package dpone.certification.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page before it is written.
 *
 * @param items its records
 * @param total of all records
 * @param number of the page, from 1 on
 * @param pages how many there are
 * @param next token of the next page, or null
 * @param nextUrl its address, or null
 * @param more whether there is one
 */
record Listing(
    List<Item> items,
    int total,
    int number,
    int pages,
    @Nullable String next,
    @Nullable String nextUrl,
    boolean more) {
  Listing of(List<Item> others) {
    return new Listing(others, total, number, pages, next, nextUrl, more);
  }

  Listing total(int other) {
    return new Listing(items, other, number, pages, next, nextUrl, more);
  }

  Listing next(@Nullable String token, @Nullable String url) {
    return new Listing(items, total, number, pages, token, url, more);
  }
}

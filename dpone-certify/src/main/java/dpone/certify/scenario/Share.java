package dpone.certify.scenario;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which cases of a product this trial takes, where trials on several versions of a system take them
 * in turns. All of them together take every case.
 *
 * @param index number of the trial, from 0
 * @param of how many trials there are
 */
public record Share(int index, int of) {
  /** Everything, where there is one trial only. */
  public static final Share ALL = new Share(0, 1);

  /** What a claim about all cases has to add. */
  String text() {
    return of == 1 ? "" : " over the " + of + " versions together";
  }

  /**
   * Those of a series that this trial takes.
   *
   * @param series number of the series: two that follow each other are shared out differently
   */
  <T> List<T> taken(List<T> cases, int series) {
    return IntStream.range(0, cases.size())
        .filter(number -> Math.floorMod(number + series, of) == index)
        .<T>mapToObj(cases::get)
        .toList();
  }
}

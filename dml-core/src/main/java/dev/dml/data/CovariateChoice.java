package dev.dml.data;

import dev.dml.data.table.RowNumbers;
import dev.dml.data.text.Sentence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns of a table are covariates, and why others are not.
 *
 * <p>If none are named, every column without another role is one, but for those that {@linkplain
 * RowNumbers number the rows}.
 *
 * @param used the names of the columns that are covariates, in order
 * @param byDefault whether they are covariates because none were named
 * @param leftOut the columns without any role, in order, and why they are no covariates; and those
 *     covariates that took no part in a fit, and why
 */
public record CovariateChoice(List<String> used, boolean byDefault, Map<String, String> leftOut) {

  private static final int MOST_NAMES_LISTED = 30;

  /** Copies. */
  public CovariateChoice {
    used = List.copyOf(used);
    leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
  }

  /** The same choice, some of whose columns took no part in a fit, and why. */
  public CovariateChoice withUnused(Map<String, String> unused) {
    Map<String, String> all = new LinkedHashMap<>(leftOut);
    all.putAll(unused);
    return new CovariateChoice(used, byDefault, all);
  }

  /** Says what was chosen by default; empty if the covariates were named. */
  public Optional<String> warning() {
    if (!byDefault || (used.isEmpty() && leftOut.isEmpty())) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("no covariates were named, so ");
    if (used.isEmpty()) {
      text.append("there are none");
    } else {
      text.append(
              used.size() == 1
                  ? "the only column without another role is one: "
                  : "all " + used.size() + " columns without another role are covariates: ")
          .append(names());
    }
    leftOut.forEach(
        (name, why) -> text.append("; ").append(name).append(" is not, because ").append(why));
    return Optional.of(
        text.append("; name the covariates, and none that the treatment may have changed")
            .toString());
  }

  private String names() {
    return used.size() <= MOST_NAMES_LISTED
        ? Sentence.list(used)
        : String.join(", ", used.subList(0, MOST_NAMES_LISTED))
            + " and "
            + (used.size() - MOST_NAMES_LISTED)
            + " more";
  }
}

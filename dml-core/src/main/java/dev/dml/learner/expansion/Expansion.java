package dev.dml.learner.expansion;

import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.learner.Fit;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.Setting;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Powers and products of the columns of a linear learner, as further columns.
 *
 * <p>With degree k, every column that has other values than 0 and 1 is followed by its powers 2 to
 * k; with interactions, there is the product of every two columns. Reference levels are left out.
 * No power or product is stored: its values are computed wherever they are read.
 *
 * @param degree the highest power, at least 1
 * @param interactions whether there are products of every two columns
 */
public record Expansion(int degree, boolean interactions) {

  /** The columns as they are. */
  public static final Expansion NONE = new Expansion(1, false);

  private static final int MOST_COLUMNS = 100_000;

  /** Checks the degree. */
  public Expansion {
    if (degree < 1 || degree > 9) {
      throw new IllegalArgumentException("degree must be from 1 to 9, but was " + degree);
    }
  }

  /** Does the work that fits have in common on the features that this makes of theirs. */
  public Function<Fit, double[]> share(
      List<Fit> fits, Function<List<Fit>, Function<Fit, double[]>> learner) {
    if (equals(NONE)) {
      return learner.apply(fits);
    }
    IdentityHashMap<Fit, Fit> expanded = new IdentityHashMap<>();
    List<Fit> others = new ArrayList<>();
    for (Fit fit : fits) {
      others.add(fit.withFeatures(of(fit.x())));
      expanded.put(fit, others.getLast());
    }
    Function<Fit, double[]> shared = learner.apply(others);
    return fit -> shared.apply(expanded.get(fit));
  }

  /** The same object for the same features. */
  private Features of(Features x) {
    return x.derived(Known.class, any -> new Known(new ConcurrentHashMap<>()))
        .byExpansion
        .computeIfAbsent(this, any -> expanded(x.withoutReferenceLevels()));
  }

  private Features expanded(Features x) {
    List<Column> columns = new ArrayList<>(x.columns());
    for (Column column : x.columns()) {
      Column power = column;
      for (int k = 2; k <= degree && !column.isBinary(); k++) {
        power = Column.product(column.name() + "^" + k, column, power);
        columns.add(power);
      }
    }
    for (int j = 0; interactions && j < x.size(); j++) {
      for (int k = j + 1; k < x.size(); k++) {
        Column a = x.column(j);
        Column b = x.column(k);
        columns.add(Column.product(a.name() + ":" + b.name(), a, b));
      }
    }
    return Features.of(x.rows(), columns);
  }

  private record Known(Map<Expansion, Features> byExpansion) {}

  /** The most columns that this makes of so many. */
  public long columns(int covariates) {
    return (long) covariates * degree + (interactions ? covariates * (covariates - 1L) / 2 : 0);
  }

  /** Which setting makes too many columns of so many covariates; empty if none. */
  public Optional<String> refusal(int covariates) {
    return !equals(NONE) && columns(covariates) > MOST_COLUMNS
        ? Optional.of(
            (interactions ? "interactions" : "degree")
                + ": would make "
                + columns(covariates)
                + " columns of "
                + covariates
                + " covariates; the most are "
                + MOST_COLUMNS)
        : Optional.empty();
  }

  /** Adds the settings to a type of linear learners. */
  public static <L extends Learner> LearnerType.Builder<L> settings(
      LearnerType.Builder<L> type, Function<L, Expansion> expansion) {
    return type.with(
            Setting.integer("degree", 1, 1, 9, "highest power of each covariate")
                .likeScikitLearn("PolynomialFeatures"),
            learner -> expansion.apply(learner).degree())
        .with(
            Setting.flag("interactions", false, "products of every two covariates"),
            learner -> expansion.apply(learner).interactions());
  }

  /** What the settings say. */
  public static Expansion of(LearnerType.Values values) {
    return new Expansion(values.get("degree"), values.get("interactions"));
  }
}

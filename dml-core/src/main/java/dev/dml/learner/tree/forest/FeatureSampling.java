package dev.dml.learner.tree.forest;

import dev.dml.learner.Setting;
import org.jspecify.annotations.Nullable;

/** How many columns, drawn anew for every cut, a tree seeks its best cut in. */
public sealed interface FeatureSampling {

  /** The number of columns to draw, at least 1, of {@code columns} that vary. */
  int of(int columns);

  /** Every column. */
  record All() implements FeatureSampling {
    @Override
    public int of(int columns) {
      return Math.max(1, columns);
    }
  }

  /** The square root of the number of columns, rounded down. */
  record SquareRoot() implements FeatureSampling {
    @Override
    public int of(int columns) {
      return Math.max(1, (int) Math.sqrt(columns));
    }
  }

  /** A third of the columns, rounded down. */
  record Third() implements FeatureSampling {
    @Override
    public int of(int columns) {
      return Math.max(1, columns / 3);
    }
  }

  /** So many columns, or all if there are fewer. */
  record Count(int count) implements FeatureSampling {
    public Count {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1, but was " + count);
      }
    }

    @Override
    public int of(int columns) {
      return Math.max(1, Math.min(count, columns));
    }
  }

  /** A share of the columns, rounded down. */
  record Share(double share) implements FeatureSampling {
    public Share {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException(
            "share must be above 0 and below 1, but was " + share + "; all columns are All");
      }
    }

    @Override
    public int of(int columns) {
      return Math.max(1, (int) (share * columns));
    }
  }

  /** The setting {@code features}: all, sqrt, third, a count or a share. */
  static Setting<FeatureSampling> setting(FeatureSampling defaultValue) {
    return Setting.of(
        "features",
        defaultValue,
        "all, sqrt, third, a whole number of at least 1 or a share between 0 and 1",
        FeatureSampling::read,
        FeatureSampling::write,
        "columns drawn for each cut");
  }

  private static @Nullable FeatureSampling read(Object written) {
    if (written instanceof Number number) {
      double value = number.doubleValue();
      if (value < 1) {
        return new Share(value);
      }
      return value == Math.rint(value) ? new Count(number.intValue()) : null;
    }
    return switch (written.toString()) {
      case "all" -> new All();
      case "sqrt" -> new SquareRoot();
      case "third" -> new Third();
      default -> null;
    };
  }

  private static Object write(FeatureSampling sampling) {
    return switch (sampling) {
      case All() -> "all";
      case SquareRoot() -> "sqrt";
      case Third() -> "third";
      case Count(int count) -> count;
      case Share(double share) -> share;
    };
  }
}

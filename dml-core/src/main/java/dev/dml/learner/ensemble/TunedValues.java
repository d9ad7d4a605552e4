package dev.dml.learner.ensemble;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.random.RandomGenerator;

/** The values of one setting among which tuning chooses. */
public sealed interface TunedValues {

  /** One of them. */
  Object draw(RandomGenerator random);

  /**
   * Some values, as a spec writes them.
   *
   * @param values at least one
   */
  record Listed(List<Object> values) implements TunedValues {

    /** Copies. */
    public Listed {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("there must be at least one value");
      }
    }

    @Override
    public Object draw(RandomGenerator random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /**
   * All numbers of four digits, or all whole numbers, between two.
   *
   * @param from the smallest
   * @param to the largest
   * @param whole whether whole numbers alone count
   * @param logarithmic whether ratios count in place of differences
   */
  record Range(double from, double to, boolean whole, boolean logarithmic) implements TunedValues {

    private static final MathContext DIGITS = new MathContext(4);

    /** Checks the order. */
    public Range {
      if (!(from < to) || (logarithmic && from <= 0)) {
        throw new IllegalArgumentException(
            "from must be below to" + (logarithmic ? ", and above 0" : ""));
      }
    }

    @Override
    public Object draw(RandomGenerator random) {
      double top = whole ? to + 1 : to;
      double u = random.nextDouble();
      double drawn =
          logarithmic
              ? from * StrictMath.exp(u * StrictMath.log(top / from))
              : from + u * (top - from);
      return whole
          ? (Object) (int) Math.min(Math.floor(drawn), to)
          : Math.clamp(new BigDecimal(drawn).round(DIGITS).doubleValue(), from, to);
    }
  }
}

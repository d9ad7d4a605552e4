package dev.dml.data;

import dev.dml.data.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was observed of units in several periods: every column has a row for each unit.
 *
 * @param periods in ascending order
 */
public record Panel(List<Period> periods) {

  /** Copies. */
  public Panel {
    periods = List.copyOf(periods);
  }

  /**
   * What was observed in a period.
   *
   * @param name its name, such as {@code 2004}
   * @param time its number
   * @param outcome the outcome, {@code NaN} for a unit that was not observed
   * @param observed whether a unit was observed, 1 or 0; empty if all were
   * @param covariates the covariates; of a unit that was not observed those of its nearest period,
   *     which nothing is learnt from
   */
  public record Period(
      String name,
      double time,
      Column outcome,
      Optional<Column> observed,
      List<Column> covariates) {

    /** Copies. */
    public Period {
      covariates = List.copyOf(covariates);
    }
  }

  /** The period with a name. */
  public Period period(String name) {
    return periods.stream()
        .filter(period -> period.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no period is named "
                        + name
                        + "; there are: "
                        + String.join(", ", periods.stream().map(Period::name).toList())));
  }

  /** Says how many units were not observed in all periods, if there are some. */
  public Optional<String> gaps() {
    List<Column> observed = periods.stream().flatMap(period -> period.observed().stream()).toList();
    int units = periods.getFirst().outcome().size();
    int incomplete =
        observed.isEmpty()
            ? 0
            : Rows.where(units, unit -> observed.stream().anyMatch(column -> column.get(unit) == 0))
                .size();
    return incomplete == 0
        ? Optional.empty()
        : Optional.of(
            Sentence.count(incomplete, "unit")
                + " of "
                + units
                + (incomplete == 1 ? " was" : " were")
                + " not observed in all "
                + periods.size()
                + " periods; every effect uses the units that were observed in both of its"
                + " periods");
  }

  /** The outcomes of all periods, and who was observed. */
  Stream<Column> variables() {
    return periods.stream()
        .flatMap(period -> Stream.concat(Stream.of(period.outcome()), period.observed().stream()));
  }
}

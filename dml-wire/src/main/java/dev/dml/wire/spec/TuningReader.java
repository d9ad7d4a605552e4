package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.learner.GrowingLearner;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.ensemble.Tuned;
import dev.dml.learner.ensemble.TunedValues;
import dev.dml.learner.ensemble.TuningGrid;
import dev.dml.learner.ensemble.TuningSearch;
import dev.dml.usage.Usd;
import dev.dml.wire.Json;
import dev.dml.wire.spec.yaml.SpecNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads and writes which settings of a learner are tuned, and how. */
final class TuningReader {

  private static final String TUNE = "tune";
  private static final String TRIALS = "trials";
  private static final String FOLDS = "tune_folds";
  private static final String ON = "tune_on";
  private static final String HALVING = "tune_halving";
  private static final String FITS = "tune_fits";
  private static final String SECONDS = "tune_seconds";
  private static final String USD = "tune_usd";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String SCALE = "scale";

  /** The keys beside the settings of a learner. */
  static final Set<String> KEYS = Set.of(TUNE, TRIALS, FOLDS, ON, HALVING, FITS, SECONDS, USD);

  private static final MathContext DIGITS = new MathContext(3);

  private static final Map<String, Boolean> PLACES = choices("training", "all");
  private static final Map<String, Boolean> SCALES = choices("linear", "log");

  private final SpecNode node;

  TuningReader(SpecNode node) {
    this.node = node;
  }

  private static Map<String, Boolean> choices(String usual, String other) {
    Map<String, Boolean> choices = new LinkedHashMap<>();
    choices.put(usual, false);
    choices.put(other, true);
    return choices;
  }

  static boolean isTuned(JsonNode value) {
    return value.has(TUNE);
  }

  /** The learner whose settings are chosen in the training rows or by all folds. */
  Optional<Learner> read(Learner base) {
    boolean onAll = node.choice(ON, PLACES, false);
    OptionalInt trials = whole(TRIALS, 1, TuningGrid.MOST);
    OptionalInt folds = whole(FOLDS, 2, 100);
    boolean halving = node.flag(HALVING, false);
    Optional<Double> seconds = node.real(SECONDS, "a number above 0", one -> one > 0);
    Optional<Double> usd = node.real(USD, "an amount of more than 0 US dollars", one -> one > 0);
    OptionalInt fits = whole(FITS, 1, 1_000_000);
    if (onAll) {
      for (String key : List.of(FOLDS, HALVING, FITS, SECONDS, USD)) {
        node.refuseIdle(key, "with tune_on: all, which compares predictions out of fold");
      }
    } else if (halving) {
      for (String key : List.of(SECONDS, USD)) {
        node.refuseIdle(key, "with tune_halving, which tries nothing to the end before the last");
      }
    } else if (seconds.isPresent()) {
      node.refuseIdle(USD, "with tune_seconds");
    }
    Map<String, TunedValues> values = new LinkedHashMap<>();
    SpecNode tune = node.object(TUNE);
    tune.entries()
        .forEach(
            (setting, value) ->
                values(tune, setting, value).ifPresent(some -> values.put(setting, some)));
    if (values.size() < tune.entries().size()) {
      return Optional.empty();
    }
    try {
      int inner = folds.orElse(Tuned.USUAL_FOLDS);
      TuningSearch search = search(halving, seconds, usd);
      OptionalInt most = fits.isEmpty() ? trials : affordable(base, search, fits, inner, trials);
      Tuned tuned = new Tuned(base, new TuningGrid(values, most), inner, search);
      return Optional.of(onAll ? tuned.asCandidates() : tuned);
    } catch (LearnerType.InvalidSettings e) {
      e.problems().forEach((setting, problem) -> tune.problem(setting, problem));
    } catch (IllegalArgumentException e) {
      node.problem(TUNE, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private static TuningSearch search(
      boolean halving, Optional<Double> seconds, Optional<Double> usd) {
    if (halving) {
      return new TuningSearch.Halving();
    }
    if (usd.isPresent()) {
      return new TuningSearch.Paid(usd.get());
    }
    return seconds.isEmpty()
        ? new TuningSearch.Everything()
        : new TuningSearch.Timed(Duration.ofNanos(Math.round(seconds.get() * 1e9)));
  }

  /** As many trials as there may be, but no more than some fits across inner folds permit. */
  private static OptionalInt affordable(
      Learner base, TuningSearch search, OptionalInt fits, int folds, OptionalInt trials) {
    int steps = base instanceof GrowingLearner growing ? growing.steps() : 1;
    boolean halving = search instanceof TuningSearch.Halving;
    int most = 0;
    while (most < trials.orElse(TuningGrid.MOST)
        && folds * (halving ? TuningSearch.Halving.fits(most + 1, steps) : most + 1)
            <= fits.getAsInt()) {
      most++;
    }
    if (most == 0) {
      throw new IllegalArgumentException(
          "tune_fits must be at least "
              + folds
              + ", one in each inner fold, but was "
              + fits.getAsInt());
    }
    return OptionalInt.of(most);
  }

  private static Optional<TunedValues> values(SpecNode tune, String setting, JsonNode value) {
    if (value.isArray() && !value.isEmpty()) {
      List<Object> listed = new ArrayList<>();
      value.forEach(each -> listed.add(LearnerReader.plain(each)));
      return Optional.of(new TunedValues.Listed(listed));
    }
    if (!value.isObject()) {
      tune.problem(
          setting, "must be a list of values or a range {from: 1, to: 9}, but was " + value);
      return Optional.empty();
    }
    return range(tune, setting, value);
  }

  private static Optional<TunedValues> range(SpecNode tune, String setting, JsonNode value) {
    SpecNode node = tune.object(setting);
    Optional<Double> from = node.real(FROM, "a finite number", Double::isFinite);
    Optional<Double> to = node.real(TO, "a finite number", Double::isFinite);
    boolean logarithmic = node.choice(SCALE, SCALES, false);
    node.refuseOtherKeys();
    boolean whole = value.path(FROM).isIntegralNumber() && value.path(TO).isIntegralNumber();
    try {
      return from.isEmpty() || to.isEmpty()
          ? missing(tune, setting, value)
          : Optional.of(new TunedValues.Range(from.get(), to.get(), whole, logarithmic));
    } catch (IllegalArgumentException e) {
      tune.problem(setting, e.getMessage() + ", but was " + value);
      return Optional.empty();
    }
  }

  private static Optional<TunedValues> missing(SpecNode tune, String setting, JsonNode value) {
    tune.problem(setting, "a range needs from and to, but was " + value);
    return Optional.empty();
  }

  private OptionalInt whole(String key, int least, int most) {
    Optional<Long> value = node.whole(key, least, most);
    return value.isPresent() ? OptionalInt.of(value.get().intValue()) : OptionalInt.empty();
  }

  /** Puts seconds in the place of US dollars, wherever learners are tuned for so many. */
  static void inSeconds(JsonNode learners, Usd perSecond) {
    for (JsonNode tuned : learners.findParents(USD)) {
      BigDecimal usd = tuned.path(USD).decimalValue();
      ((ObjectNode) tuned)
          .put(SECONDS, usd.divide(perSecond.amount(), DIGITS).doubleValue())
          .remove(USD);
    }
  }

  /** Whether a learner is tuned for so many US dollars. */
  static boolean areInUsd(JsonNode learners) {
    return !learners.findParents(USD).isEmpty();
  }

  /** Writes what {@link #read} reads. */
  static void write(Tuned tuned, ObjectNode node) {
    ObjectNode tune = node.putObject(TUNE);
    tuned.grid().values().forEach((setting, values) -> write(values, setting, tune));
    tuned.grid().number().ifPresent(number -> node.put(TRIALS, number));
    node.put(FOLDS, tuned.folds());
    switch (tuned.search()) {
      case TuningSearch.Everything all -> {}
      case TuningSearch.Halving halving -> node.put(HALVING, true);
      case TuningSearch.Timed timed -> node.put(SECONDS, timed.limit().toNanos() / 1e9);
      case TuningSearch.Paid paid -> node.put(USD, paid.usd());
    }
  }

  private static void write(TunedValues values, String setting, ObjectNode tune) {
    switch (values) {
      case TunedValues.Listed listed -> {
        var array = tune.putArray(setting);
        listed.values().forEach(value -> array.add(Json.node(value)));
      }
      case TunedValues.Range range -> {
        ObjectNode node = tune.putObject(setting);
        if (range.whole()) {
          node.put(FROM, (int) range.from()).put(TO, (int) range.to());
        } else {
          node.put(FROM, range.from()).put(TO, range.to());
        }
        node.put(SCALE, range.logarithmic() ? "log" : "linear");
      }
    }
  }
}

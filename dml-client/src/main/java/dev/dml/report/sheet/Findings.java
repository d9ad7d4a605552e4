package dev.dml.report.sheet;

import dev.dml.Version;
import dev.dml.data.ColumnLabels;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.model.GroupPeriod;
import dev.dml.model.propensity.Overlap;
import dev.dml.report.number.Digits;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.ReachedPrecision;
import dev.dml.result.TreatmentEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a report of a result shows to a person, whatever its layout.
 *
 * @param result the result
 * @param labels what columns are called
 */
public record Findings(DmlResult result, ColumnLabels labels) {

  /** The title of the table of estimates before the treatment. */
  public static final String BEFORE = "Before the treatment, where effects should be zero";

  /** For readers who know the names of the columns, or look for them. */
  public static Findings byName(DmlResult result) {
    return new Findings(result, ColumnLabels.NONE);
  }

  /** For readers who do not know the data: columns are called what their file says they are. */
  public static Findings byLabel(DmlResult result) {
    return new Findings(result, new ColumnLabels(result.preparation().labels()));
  }

  public String title() {
    return "Double machine learning: " + result.model() + ", " + result.score();
  }

  /** How the sample was used, in a line. */
  public String design() {
    return Digits.count(result.observations())
        + " observations, "
        + result.folds()
        + " folds"
        + clusters()
        + result.weights().map(weights -> ", weighted by " + labels.of(weights.column())).orElse("")
        + ", "
        + (result.repetitions() == 1
            ? "1 repetition"
            : Digits.count(result.repetitions()) + " repetitions (" + aggregation() + ")")
        + ", seed "
        + result.seed();
  }

  private String clusters() {
    return result.clusters().isEmpty()
        ? ""
        : result.clusters().stream()
            .map(each -> Digits.count(each.clusters()) + " clusters of " + labels.of(each.column()))
            .collect(Collectors.joining(" and ", " of ", ", by which standard errors are robust"));
  }

  private String aggregation() {
    return result.aggregation().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What each coefficient means, a sentence per treatment. */
  public List<String> estimands() {
    Optional<TreatmentEffect> ofCell =
        result.estimates().stream()
            .filter(effect -> effect.cell().filter(at -> !at.isBeforeTreatment()).isPresent())
            .findFirst();
    return ofCell.isPresent()
        ? List.of("ATT(group, period), such as " + named(ofCell.get()))
        : result.estimates().stream().map(this::named).toList();
  }

  private String named(TreatmentEffect effect) {
    return name(effect) + ": " + effect.estimand();
  }

  private String name(TreatmentEffect effect) {
    return labels.of(effect.name());
  }

  /** The estimates; of groups in periods, those after their treatment. */
  public Sheet estimates() {
    List<TreatmentEffect> after = new ArrayList<>(result.estimates());
    after.removeAll(before());
    return estimates("Estimates", after.isEmpty() ? result.estimates() : after);
  }

  /** Effects before the treatment, which are apart from those after it. */
  private List<TreatmentEffect> before() {
    return result.estimates().stream()
        .filter(effect -> effect.cell().filter(GroupPeriod::isBeforeTreatment).isPresent())
        .toList();
  }

  private Sheet estimates(String title, List<TreatmentEffect> effects) {
    double level = result.estimates().getFirst().inference().interval().level();
    Sheet.Builder<TreatmentEffect> sheet =
        new Sheet.Builder<>(title, effects)
            .words("treatment", this::name)
            .numbers("coefficient", e -> Digits.beside(e.standardError(), e.coefficient()))
            .numbers("std. error", e -> Digits.beside(e.standardError(), e.standardError()))
            .numbers("t", e -> Digits.fixed(e.inference().t(), 2))
            .numbers("p", e -> Digits.probability(e.inference().p()))
            .numbers(Digits.percent(level) + " interval", Findings::interval);
    if (result.repetitions() > 1) {
      sheet
          .numbers("splitting s.d.", e -> Digits.beside(e.standardError(), e.splittingDeviation()))
          .numbers("per s.e.", e -> Digits.fixed(e.splittingRelativeToStandardError(), 2));
    }
    return sheet.build();
  }

  static String interval(TreatmentEffect effect) {
    ConfidenceInterval interval = effect.inference().interval();
    return "["
        + Digits.beside(effect.standardError(), interval.lower())
        + ", "
        + Digits.beside(effect.standardError(), interval.upper())
        + "]";
  }

  /**
   * The tables of what else was asked, and those that say how much the estimates can be trusted;
   * those without a row are left out.
   */
  public List<Sheet> diagnostics() {
    CandidateSheets candidates = CandidateSheets.of(result, labels);
    return Stream.of(
            List.of(estimates(BEFORE, before())),
            new JointSheets(result, labels).all(),
            new EffectSheets(result.answers().effects(), labels).all(),
            AverageSheets.of(result).all(),
            List.of(new NotEstimatedSheet(result.answers().cells()).sheet()),
            new SensitivitySheets(result, labels).all(),
            List.of(nuisances(), candidates.candidates(), candidates.trials(), overlap(), arms()),
            new InstrumentSheets(result.estimates(), labels).all())
        .flatMap(List::stream)
        .filter(sheet -> !sheet.rows().isEmpty())
        .toList();
  }

  /** What the tables beyond the estimates mean, in sentences. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    result.answers().precision().map(Findings::precision).ifPresent(words::add);
    words.addAll(new EffectSheets(result.answers().effects(), labels).sentences());
    words.addAll(new SensitivitySheets(result, labels).sentences());
    words.addAll(AverageSheets.of(result).sentences());
    return words;
  }

  private static String precision(ReachedPrecision precision) {
    return Digits.count(precision.repetitions())
        + " repetitions determine the estimates within "
        + Digits.significant(precision.reached(), 2)
        + " of their standard errors, nine times out of ten; "
        + precision.rule().until()
        + " was asked for"
        + precision
            .knownEarly()
            .map(
                number ->
                    "; after "
                        + Digits.count(number)
                        + " it was known to be enough, and what was under way is used")
            .orElse("");
  }

  private Sheet nuisances() {
    boolean several =
        result.estimates().stream().map(TreatmentEffect::treatment).distinct().count() > 1;
    Sheet.Builder<NuisanceQuality> sheet =
        new Sheet.Builder<>("Nuisances, predicted out of fold", result.nuisances());
    if (several) {
      sheet.words("treatment", nuisance -> labels.of(nuisance.treatment()));
    }
    sheet
        .words("nuisance", NuisanceQuality::name)
        .words("predicts", nuisance -> labels.of(nuisance.response()))
        .numbers("RMSE", n -> Digits.significant(n.rmse(), 4))
        .numbers("of a constant", n -> Digits.significant(n.constantRmse(), 4))
        .numbers("R2", n -> Digits.fixed(n.r2(), 4));
    if (result.nuisances().stream().anyMatch(n -> n.logLoss().isPresent())) {
      sheet
          .numbers("log-loss", n -> Digits.significant(n.logLoss().orElse(Double.NaN), 4))
          .numbers(
              "of a constant", n -> Digits.significant(n.constantLogLoss().orElse(Double.NaN), 4));
    }
    return sheet.words("learner", nuisance -> nuisance.learner().toString()).build();
  }

  /**
   * Propensities, or probabilities to be selected, in a table.
   *
   * @param variable what readers see in place of the variable
   */
  private record Shown(String variable, Overlap overlap) {

    Overlap.Range range() {
      return overlap.range();
    }
  }

  /** Without the R2 of the propensity, which the nuisances have. */
  private Sheet overlap() {
    return new Sheet.Builder<>("Overlap, by the predicted propensities", probabilities())
        .words("variable", Shown::variable)
        .numbers("minimum", e -> Digits.fixed(e.range().minimum(), 4))
        .numbers("maximum", e -> Digits.fixed(e.range().maximum(), 4))
        .numbers("not in [.01, .99]", e -> share(e.range(), e.range().outside01()))
        .numbers("[.05, .95]", e -> share(e.range(), e.range().outside05()))
        .numbers("AUC", e -> Digits.fixed(e.overlap.auc(), 4))
        .build();
  }

  private Sheet arms() {
    return new Sheet.Builder<>(
            "Effective sizes of the arms, and clipped propensities", probabilities())
        .words("variable", Shown::variable)
        .numbers("arm 1", e -> Digits.count(e.overlap.treated().rows()))
        .numbers("effective", e -> Digits.count(e.overlap.treated().effective()))
        .numbers("arm 0", e -> Digits.count(e.overlap.controls().rows()))
        .numbers("effective", e -> Digits.count(e.overlap.controls().effective()))
        .numbers("clipped low", e -> Digits.count(e.range().clippedLow()))
        .numbers("high", e -> Digits.count(e.range().clippedHigh()))
        .numbers("of", e -> Digits.count(e.range().count()))
        .build();
  }

  /** Of groups in periods by the effect, since a variable has several. */
  private List<Shown> probabilities() {
    List<Shown> all = new ArrayList<>();
    for (TreatmentEffect effect : result.estimates()) {
      boolean isOfCell = effect.cell().isPresent();
      Stream.concat(effect.overlap().stream(), effect.selection().stream())
          .map(each -> new Shown(labels.of(isOfCell ? effect.name() : each.variable()), each))
          .forEach(all::add);
    }
    return all;
  }

  private static String share(Overlap.Range range, long some) {
    return Digits.fixed(100 * range.share(some), 1) + " %";
  }

  /** What ran and how long it took, in sentences. */
  public List<String> run() {
    return List.of(
        Digits.count(result.run().tasks())
            + " fits on the "
            + result.run().backend()
            + " backend in "
            + Digits.duration(result.run().wall())
            + ", "
            + Digits.duration(result.run().cpu())
            + " of processor time",
        "version " + Version.current() + ", data " + result.dataDigest().substring(0, 16));
  }

  /** What the run used of a cloud and what that costs, in sentences; nothing on this machine. */
  public List<String> cost() {
    return result.run().cloud().map(CostSentences::new).map(CostSentences::all).orElse(List.of());
  }
}

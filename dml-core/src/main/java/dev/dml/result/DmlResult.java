package dev.dml.result;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Observations;
import dev.dml.data.Preparation;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Weighting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of an estimation: one effect per treatment, and everything needed to judge and repeat
 * it.
 *
 * @param model the name of the model
 * @param score the name of the score
 * @param aggregation how repetitions were aggregated
 * @param observations the number of observations n
 * @param folds the number of folds K
 * @param seed the seed of the run
 * @param estimates the effect of each treatment, in the order of the data
 * @param nuisances how well each nuisance that was learnt was predicted
 * @param warnings what a reader should know, one sentence each; may be empty
 * @param preparation what was done to the data before
 * @param dataDigest the SHA-256 of the data
 * @param predictions if they were asked for, the out-of-fold predictions, in columns named as in
 *     {@code ml_l.rep0.treat0}; otherwise empty
 * @param clusters the dimensions of clusters, by which standard errors are robust; none if rows are
 *     independent
 * @param weights the sampling weights, if there are any
 * @param answers what was asked beyond the effects
 * @param run what the run took
 * @param provenance the spec that it answers and the files that were read; empty if a program asked
 *     for it without a spec
 */
public record DmlResult(
    String model,
    String score,
    Aggregation aggregation,
    int observations,
    int folds,
    long seed,
    List<TreatmentEffect> estimates,
    List<NuisanceQuality> nuisances,
    List<String> warnings,
    Preparation preparation,
    String dataDigest,
    List<Column> predictions,
    List<Clustering> clusters,
    Optional<Weighting> weights,
    Answers answers,
    RunRecord run,
    Optional<Provenance> provenance) {

  /** Copies. */
  public DmlResult {
    estimates = List.copyOf(estimates);
    nuisances = List.copyOf(nuisances);
    warnings = List.copyOf(warnings);
    predictions = List.copyOf(predictions);
    clusters = List.copyOf(clusters);
  }

  /** The coefficient of the first treatment. */
  public double coefficient() {
    return estimates.getFirst().coefficient();
  }

  /** The standard error of the coefficient of the first treatment. */
  public double standardError() {
    return estimates.getFirst().standardError();
  }

  /** The number of repetitions. */
  public int repetitions() {
    return estimates.getFirst().repetitions().size();
  }

  /** The same result with another account of what the run took. */
  public DmlResult withRun(RunRecord other) {
    return with(other, provenance);
  }

  /** The same result with where it came from. */
  public DmlResult withProvenance(Provenance origin) {
    return with(run, Optional.of(origin));
  }

  /** The same result by the rows of the data of which the observations were made. */
  public DmlResult of(CausalData data, Observations made) {
    return made.ofRow().isEmpty()
        ? this
        : with(
            Stream.concat(made.warnings().stream(), warnings.stream()).toList(),
            data.digest(),
            predictions.stream().map(made::byRow).toList(),
            run,
            provenance);
  }

  private DmlResult with(RunRecord record, Optional<Provenance> origin) {
    return with(warnings, dataDigest, predictions, record, origin);
  }

  private DmlResult with(
      List<String> sentences,
      String digest,
      List<Column> columns,
      RunRecord record,
      Optional<Provenance> origin) {
    return new DmlResult(
        model,
        score,
        aggregation,
        observations,
        folds,
        seed,
        estimates,
        nuisances,
        sentences,
        preparation,
        digest,
        columns,
        clusters,
        weights,
        answers,
        record,
        origin);
  }
}

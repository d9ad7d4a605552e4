package dev.dml.wire.spec;

import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.inference.Aggregation;
import dev.dml.learner.Learner;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.result.DmlResult;
import dev.dml.split.StoppingRule;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be estimated, as a file says it: the data, the model, the learners, how the sample is
 * split, and where the work is done.
 *
 * @param data where the data are and which columns play which role
 * @param model the causal model with its score and options
 * @param learners the learners by slot or nuisance
 * @param folds the number of folds; empty if it follows from the partitions or is left to the
 *     default
 * @param repetitions the number of repetitions; empty if it follows from the partitions or is left
 *     to the default
 * @param stopping when there are enough repetitions, in place of their number
 * @param seed the seed, if given
 * @param aggregation how the repetitions are aggregated
 * @param confidenceLevel the level of the confidence intervals
 * @param joint how intervals that cover all effects at once are found, if they are asked for
 * @param partitions a file of given partitions
 * @param nested a file of the halves of the training rows of given partitions
 * @param predictions a file of given predictions
 * @param effects by what the effects are described
 * @param confounding the confounder that the effects are to be judged by
 * @param backend where the tasks run
 */
public record Spec(
    DataSpec data,
    CausalModel model,
    Map<String, Learner> learners,
    OptionalInt folds,
    OptionalInt repetitions,
    Optional<StoppingRule> stopping,
    long seed,
    Aggregation aggregation,
    double confidenceLevel,
    Optional<MultiplierBootstrap> joint,
    Optional<Path> partitions,
    Optional<Path> nested,
    Optional<Path> predictions,
    Heterogeneity effects,
    Optional<Confounding> confounding,
    BackendSpec backend) {

  private static final String HOME = "~/";

  /** Copies. */
  public Spec {
    learners = Collections.unmodifiableMap(new LinkedHashMap<>(learners));
  }

  /**
   * Reads a spec in YAML or JSON.
   *
   * @param overrides {@code path=value}, such as {@code learners.ml_l.trees=100}, with the value in
   *     YAML
   * @throws dev.dml.data.InvalidInput with all problems together, each with its path in the spec,
   *     the value and the legal values
   */
  public static Spec read(Path file, List<String> overrides) {
    return of(SpecFile.read(file, overrides));
  }

  /**
   * Understands a spec.
   *
   * @throws dev.dml.data.InvalidInput as {@link #read} does
   */
  public static Spec of(SpecFile file) {
    return new SpecReader(file.path(), file.tree()).read();
  }

  /** The same with what its result tells: the covariates by name, the folds and repetitions. */
  Spec resolved(DmlResult result) {
    return new Spec(
        data.withCovariates(result.preparation().covariates().used()),
        resolvedModel(result),
        learners,
        OptionalInt.of(result.folds()),
        stopping.isPresent() ? OptionalInt.empty() : OptionalInt.of(result.repetitions()),
        stopping,
        seed,
        aggregation,
        confidenceLevel,
        joint,
        partitions,
        nested,
        predictions,
        effects,
        confounding,
        backend);
  }

  private CausalModel resolvedModel(DmlResult result) {
    return model instanceof AveragePotentialOutcomes outcomes
        ? outcomes.withLevels(
            result.estimates().stream().map(effect -> effect.level().orElseThrow().name()).toList())
        : model;
  }

  /** A file that a spec names: relative to the spec, and {@code ~/} is the user's directory. */
  public static Path resolve(Path specFile, String file) {
    return file.startsWith(HOME)
        ? home().resolve(file.substring(HOME.length()))
        : specFile.toAbsolutePath().resolveSibling(file).normalize();
  }

  /** A path without the user's directory in it, as {@link #resolve} reads it. */
  static String withoutHome(String path) {
    String beginning = home() + "/";
    return path.startsWith(beginning) ? HOME + path.substring(beginning.length()) : path;
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"));
  }
}

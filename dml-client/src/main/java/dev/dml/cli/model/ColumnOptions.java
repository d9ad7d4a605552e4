package dev.dml.cli.model;

import dev.dml.wire.spec.SpecDraft;
import dev.dml.wire.spec.SpecFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a command line says of the columns of a file and of the learners, as a spec would. */
final class ColumnOptions {

  @Option(
      names = {"-y", "--outcome"},
      paramLabel = "COLUMN",
      description = "The outcome.")
  private Optional<String> outcome;

  @Option(
      names = {"-d", "--treatment"},
      paramLabel = "COLUMN",
      split = ",",
      description = "The treatment, or several with commas between them.")
  private List<String> treatments = new ArrayList<>();

  @Option(
      names = {"-x", "--covariates"},
      paramLabel = "COLUMN",
      split = ",",
      description = "The covariates; all other columns if left out.")
  private List<String> covariates = new ArrayList<>();

  @Option(
      names = {"-z", "--instruments"},
      paramLabel = "COLUMN",
      split = ",",
      description = "The instruments.")
  private List<String> instruments = new ArrayList<>();

  @Option(
      names = "--cluster",
      paramLabel = "COLUMN",
      split = ",",
      description = "One or two columns that say which rows belong together.")
  private List<String> clusters = new ArrayList<>();

  @Option(names = "--weights", paramLabel = "COLUMN", description = "The sampling weights.")
  private Optional<String> weights;

  @Option(
      names = "--unit",
      paramLabel = "COLUMN",
      description = "In a panel, the column that says which unit a row is about.")
  private Optional<String> unit;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "With several periods, the column with the period of each row.")
  private Optional<String> time;

  @Option(
      names = "--cohort",
      paramLabel = "COLUMN",
      description =
          "With several periods, the column with the first treated period of the unit of a row:"
              + " empty or 0 for units that are never treated.")
  private Optional<String> cohort;

  @Option(
      names = {"-s", "--selected"},
      paramLabel = "COLUMN",
      description = "With missing outcomes, the column that is 1 where the outcome is known.")
  private Optional<String> selected;

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description = "A SELECT over the table data, whose columns are used.")
  private Optional<String> query;

  @Option(
      names = "--learner",
      paramLabel = "[SLOT=]NAME",
      description =
          "The learner of every nuisance, or of one: auto, forest, boosting, lasso, linear, or a"
              + " name that 'dml learners' lists; auto if left out.")
  private List<String> learners = new ArrayList<>();

  @Option(names = "--score", paramLabel = "NAME", description = "The score; the model's first.")
  private Optional<String> score;

  @Option(names = "--folds", paramLabel = "K", description = "The number of folds; 5.")
  private Optional<String> folds;

  @Option(names = "--repetitions", paramLabel = "R", description = "How often to split; 10.")
  private Optional<String> repetitions;

  @Option(names = "--seed", paramLabel = "SEED", description = "The seed of all chance; 42.")
  private Optional<String> seed;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Any other value of the spec, such as joint.draws=1000.")
  private List<String> overrides = new ArrayList<>();

  /** The spec that this stands for. */
  SpecFile spec(String model, Optional<String> file) {
    SpecDraft draft = new SpecDraft(model);
    texts(file).forEach((path, text) -> text.ifPresent(value -> draft.with(path, value)));
    lists().forEach((path, texts) -> draft.with(path, texts));
    score.ifPresent(value -> draft.with("score", value));
    String everywhere = SpecDraft.DEFAULT_LEARNER;
    for (String learner : learners) {
      int equals = learner.indexOf('=');
      if (equals < 0) {
        everywhere = learner;
      } else {
        draft.withLearner(learner.substring(0, equals), learner.substring(equals + 1));
      }
    }
    draft.withLearner(everywhere);
    return draft.file(values());
  }

  private Map<String, Optional<String>> texts(Optional<String> file) {
    Map<String, Optional<String>> texts = new LinkedHashMap<>();
    texts.put("data.file", file);
    texts.put("data.query", query);
    texts.put("data.outcome", outcome);
    texts.put("data.weights", weights);
    texts.put("data.unit", unit);
    texts.put("data.time", time);
    texts.put("data.cohort", cohort);
    texts.put("data.selected", selected);
    return texts;
  }

  private Map<String, List<String>> lists() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    lists.put("data.treatment", treatments);
    lists.put("data.covariates", covariates);
    lists.put("data.instruments", instruments);
    lists.put("data.clusters", clusters);
    lists.values().removeIf(List::isEmpty);
    return lists;
  }

  private List<String> values() {
    List<String> values = new ArrayList<>();
    folds.ifPresent(value -> values.add("folds=" + value));
    repetitions.ifPresent(value -> values.add("repetitions=" + value));
    seed.ifPresent(value -> values.add("seed=" + value));
    values.addAll(overrides);
    return values;
  }
}

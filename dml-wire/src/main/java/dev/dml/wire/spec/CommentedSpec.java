package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Defaults;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import dev.dml.model.CausalModel;
import dev.dml.wire.spec.yaml.YamlForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A spec to start from: what is known of it, and every other key with its default in a comment,
 * which means the same when the {@code #} before it is taken away.
 */
public final class CommentedSpec {

  private static final int COMMENT_AT = 40;

  private final String model;
  private final ObjectNode tree;
  private final ModelReader.Form form;
  private final List<String> lines = new ArrayList<>();

  /**
   * Begins with what is known.
   *
   * @param known a spec that names a model
   * @throws InvalidInput if it names none that there is
   */
  public CommentedSpec(SpecFile known) {
    this.tree = known.tree();
    this.model = tree.path("model").asText();
    Map<String, ModelReader.Form> forms = ModelReader.known();
    ModelReader.Form named = forms.get(model);
    if (named == null) {
      String question = Spelling.question(model, forms.keySet()) + "there are: ";
      throw new InvalidInput(
          "no model is named " + model + "; " + question + String.join(", ", forms.keySet()));
    }
    this.form = named;
  }

  /**
   * The text in YAML.
   *
   * @param heading sentences to begin with
   */
  public String text(List<String> heading) {
    lines.clear();
    heading.forEach(sentence -> lines.add("# " + sentence));
    lines.add("# Behind # are the defaults, behind ## what may be asked for beside.");
    data();
    required("model", String.join(" | ", ModelReader.known().keySet()));
    usual(
        "score",
        form.scores().keySet().iterator().next(),
        String.join(" | ", form.scores().keySet()));
    options();
    learners();
    estimation();
    analyses();
    usual("backend", "{type: local}", "local | lambda | batch; docs/aws.md");
    tree.properties().stream()
        .filter(entry -> !isWritten("", entry.getKey()))
        .forEach(entry -> lines.add(YamlForm.line(entry.getKey(), entry.getValue())));
    return String.join("\n", lines) + "\n";
  }

  private void estimation() {
    usual("folds", String.valueOf(Defaults.FOLDS), "K; each fit leaves one fold out");
    usual(
        "repetitions",
        String.valueOf(Defaults.REPETITIONS),
        "random splits, whose estimates are aggregated");
    usual("seed", String.valueOf(Defaults.SEED), "of all chance: the same seed, the same digits");
    usual(
        "aggregation",
        SpecReader.name(Defaults.AGGREGATION),
        "median-spread | median | median-r | mean-spread");
    usual("confidence_level", String.valueOf(Defaults.CONFIDENCE_LEVEL), "of the intervals");
    open("partitions", "a CSV file: the fold of each row, a column for each repetition");
    if (scored().learnsOnHalves()) {
      open("nested", "a CSV file: the halves of the training rows of each fold");
    }
    open("predictions", "a CSV file: predictions of nuisances that are not to be learnt here");
  }

  private void analyses() {
    asked("joint", "{draws: 1000}", "intervals that cover all estimates at once");
    if (scored().hasSensitivity()) {
      asked(
          "sensitivity",
          "{cf_y: 0.03, cf_d: 0.03}",
          "bounds under a confounder that nobody observed");
    }
    if (scored().effectSignal().isPresent() && !isPanel()) {
      asked("effects", "{groups: region}", "the effect in groups, along a column, by a policy");
    }
  }

  private CausalModel scored() {
    return form.scores()
        .getOrDefault(tree.path("score").asText(), form.scores().values().iterator().next())
        .get();
  }

  private void data() {
    lines.add("data:");
    ofData("file", "CSV (.gz), Parquet, Stata, SAS or Excel, relative to this file", true);
    ofData("query", "a SELECT over the table data", false);
    treatment();
    if (form.options().contains("data.selected")) {
      ofData("selected", "1 where the outcome was observed, 0 elsewhere", true);
    }
    ofData("covariates", "[x1, x2]; left out: all other columns", false);
    if (model.equals("pliv") || model.equals("iivm") || scored().learnsOnHalves()) {
      String moved = model.equals("ssm") ? "selection" : "treatment";
      ofData("instruments", "moves the " + moved + " and nothing else", true);
    }
    ofData(
        "clusters",
        isPanel() || model.equals(PeriodsReader.PANEL)
            ? "a column of what units belong to; errors are by unit without it"
            : "one or two columns: which rows belong together",
        false);
    ofData("weights", "for how many a row stands in the population", false);
    if (form.options().contains("data.estimand_weights")) {
      ofData(
          "estimand_weights",
          "whose effects are averaged; expected_estimand_weights where they depend on treatment",
          false);
    }
    if (tree.at("/data/missing").isMissingNode()) {
      add("  # missing: error", "error | drop | impute-indicator | native");
    }
    for (String key : tree.path("data").properties().stream().map(Map.Entry::getKey).toList()) {
      if (!isWritten("  ", key)) {
        ofData(key, "", false);
      }
    }
  }

  /** Whether rows are units in periods, as they are for {@code did} if nothing is said of them. */
  private boolean isPanel() {
    JsonNode data = tree.path("data");
    return model.equals("did")
        && (!data.has("treatment") || PeriodsReader.KEYS.stream().anyMatch(data::has));
  }

  private void treatment() {
    boolean treated = tree.path("data").has("treatment");
    if (isPanel()) {
      ofData("outcome", "the column to be explained, in each period", true);
      ofData("unit", "whom a row is about", true);
      ofData("time", "the period of a row", true);
      if (treated) {
        ofData("treatment", "1 in the periods in which the unit is treated", true);
      } else {
        ofData("cohort", "the first treated period of the unit; empty or 0: none", true);
      }
      lines.add(
          "  # Of two periods, with a row for each unit: outcome is the change, and treatment,"
              + " which is 0 or 1, takes the place of unit, time and cohort.");
    } else if (model.equals("did")) {
      ofData("outcome", "the change of each unit between two periods", true);
      ofData("treatment", "0 or 1: whether the unit is treated in the second", true);
      lines.add(
          "  # With a row for each unit and period: unit, time and cohort (the first treated"
              + " period) take the place of treatment, and outcome is the level.");
    } else if (model.equals("did-cross-section")) {
      ofData("outcome", "the column to be explained", true);
      ofData("time", "the period of a row", true);
      if (tree.path("data").has("cohort")) {
        ofData("cohort", "the first treated period of those in the row; empty or 0: none", true);
      } else {
        ofData("treatment", "0 or 1, if time is; of more periods, cohort takes its place", true);
      }
    } else {
      ofData("outcome", "the column to be explained", true);
      ofData("treatment", ofTreatment(), true);
      if (model.equals(PeriodsReader.PANEL)) {
        ofData("unit", "whom a row is about", true);
        ofData("time", "the period of a row", true);
      }
    }
  }

  private String ofTreatment() {
    return switch (model) {
      case "apo" -> "the column whose levels are compared";
      case "iivm", PeriodsReader.PANEL -> "the column whose effect is asked for";
      default -> "the column whose effect is asked for; several: [d1, d2]";
    };
  }

  private boolean isWritten(String indent, String key) {
    return lines.stream().anyMatch(line -> line.matches(indent + "(##? )?" + key + ":.*"));
  }

  private void ofData(String key, String words, boolean required) {
    JsonNode value = tree.path("data").path(key);
    if (!value.isMissingNode()) {
      add("  " + YamlForm.line(key, value), words);
    } else {
      add(required ? "  " + key + ":" : "  # " + key + ":", words);
    }
  }

  private void required(String key, String words) {
    add(YamlForm.line(key, tree.path(key)), words);
  }

  /** A key with its default in a comment. */
  private void usual(String key, String value, String words) {
    commented("# " + key + ": " + value, key, words);
  }

  /** A key that asks for something more. */
  private void asked(String key, String value, String words) {
    commented("## " + key + ": " + value, key, words);
  }

  /** A key that has no default. */
  private void open(String key, String words) {
    commented("# " + key + ":", key, words);
  }

  private void commented(String comment, String key, String words) {
    JsonNode said = tree.path(key);
    add(said.isMissingNode() ? comment : YamlForm.line(key, said), words);
  }

  private void learners() {
    add("learners:", "'dml learners' lists them with their settings");
    for (Map.Entry<String, JsonNode> entry : tree.path("learners").properties()) {
      lines.add("  " + YamlForm.line(entry.getKey(), entry.getValue()));
    }
  }

  private void options() {
    Set<String> options = form.options();
    if (options.contains("partial")) {
      usual("partial", "x", "x | z | xz: of what covariates are taken out");
    }
    if (options.contains("approach")) {
      usual("approach", "fd-exact", "fd-exact | wg-approx | cre-general | cre-normal");
    }
    if (options.contains("levels")) {
      open("levels", "left out: all that occur");
      open("reference", "a level with which the others are contrasted");
    }
    if (options.contains("propensity")) {
      propensity();
    }
    if (options.contains("subgroups")) {
      usual("subgroups", "{always_takers: true, never_takers: true}", "false: there are none");
    }
    if (options.contains("in_sample_normalization")) {
      usual("in_sample_normalization", "true", "the weights of each arm are divided by their mean");
    }
    if (isPanel() || model.equals("did-cross-section")) {
      usual("control_group", "never-treated", "never-treated | not-yet-treated");
      usual("anticipation", "0", "how many periods before the treatment its effects may begin");
      usual("base_period", "varying", "varying | universal | all: since when changes count");
      usual("group_shares", "fixed", "fixed | estimated: whether shares of groups add to errors");
    }
  }

  private void propensity() {
    switch (model) {
      case "irm", "iivm", "apo", "ssm" -> {
        String trim = model.equals("apo") ? "" : "trim: none, ";
        usual(
            "propensity",
            "{clip: 0.01, normalize: false, " + trim + "calibrate: none}",
            model.equals("ssm")
                ? "of the treatment; the probability of selection is not clipped"
                : "with auto and fewer than 1,000 rows, normalize: true covers better");
      }
      default -> {
        if (!tree.path("score").asText().equals("experimental")) {
          usual("propensity", "{clip: 0.01}", "propensities are held this far from 0 and 1");
        }
      }
    }
  }

  private void add(String line, String words) {
    String comment = words.isEmpty() ? "" : " ".repeat(Math.max(1, COMMENT_AT - line.length()));
    lines.add(words.isEmpty() ? line : line + comment + "# " + words);
  }
}

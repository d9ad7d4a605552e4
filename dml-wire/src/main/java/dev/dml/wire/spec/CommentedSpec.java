package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Defaults;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
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
      throw new InvalidInput(
          "no model is named "
              + model
              + "; "
              + Spelling.question(model, forms.keySet())
              + "there are: "
              + String.join(", ", forms.keySet()));
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
    data();
    required("model", "plr | pliv | irm | ...; docs/guide.md explains each");
    usual("score", firstScore(), String.join(" | ", form.scores().keySet()));
    learners();
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
    options();
    usual("joint", "{draws: 1000}", "intervals that cover all estimates at once", "joint");
    if (Set.of("plr", "irm").contains(model)) {
      usual(
          "sensitivity",
          "{cf_y: 0.03, cf_d: 0.03}",
          "bounds under a confounder that nobody observed",
          "sensitivity");
    }
    return String.join("\n", lines) + "\n";
  }

  private String firstScore() {
    return form.scores().keySet().iterator().next();
  }

  private void data() {
    lines.add("data:");
    ofData("file", "CSV (.gz) or Parquet, relative to this file", true);
    ofData("query", "a SELECT over the table data", false);
    ofData("outcome", "the column to be explained", true);
    ofData("treatment", "the column whose effect is asked for; several: [d1, d2]", true);
    ofData("covariates", "[x1, x2]; left out: all other columns", false);
    if (model.equals("pliv") || model.equals("iivm")) {
      ofData("instruments", "moves the treatment and nothing else", true);
    }
    for (String key : tree.path("data").properties().stream().map(Map.Entry::getKey).toList()) {
      if (lines.stream().noneMatch(line -> line.matches("  (# )?" + key + ":.*"))) {
        ofData(key, "", false);
      }
    }
    if (!tree.at("/data/clusters").isMissingNode()) {
      return;
    }
    ofData("clusters", "one or two columns: which rows belong together", false);
    usualOfData("missing", "error", "error | drop | impute-indicator | native");
  }

  private void ofData(String key, String words, boolean required) {
    JsonNode value = tree.path("data").path(key);
    if (!value.isMissingNode()) {
      add("  " + YamlForm.line(key, value), words);
    } else {
      add(required ? "  " + key + ":" : "  # " + key + ":", words);
    }
  }

  private void usualOfData(String key, String value, String words) {
    if (tree.path("data").path(key).isMissingNode()) {
      add("  # " + key + ": " + value, words);
    }
  }

  private void required(String key, String words) {
    add(YamlForm.line(key, tree.path(key)), words);
  }

  private void usual(String key, String value, String words) {
    usual(key, value, words, "");
  }

  /** A key with its default in a comment, or with no default if it asks for something more. */
  private void usual(String key, String value, String words, String more) {
    JsonNode said = tree.path(key);
    if (!said.isMissingNode()) {
      add(YamlForm.line(key, said), words);
    } else {
      add((more.isEmpty() ? "# " : "## ") + key + ": " + value, words);
    }
  }

  private void learners() {
    add("learners:", "'dml learners' lists them with their settings");
    for (Map.Entry<String, JsonNode> entry : tree.path("learners").properties()) {
      lines.add("  " + YamlForm.line(entry.getKey(), entry.getValue()));
    }
  }

  private void options() {
    if (form.options().contains("levels")) {
      add("# levels:", "left out: all that occur");
      add("# reference:", "a level with which the others are contrasted");
    }
    if (form.options().contains("propensity")) {
      usual("propensity", "{clip: 0.01, normalize: false}", "propensities are held off 0 and 1");
    }
    if (form.options().contains("subgroups")) {
      usual("subgroups", "{always_takers: true, never_takers: true}", "false: there are none");
    }
  }

  private void add(String line, String words) {
    String comment = words.isEmpty() ? "" : " ".repeat(Math.max(1, COMMENT_AT - line.length()));
    lines.add(words.isEmpty() ? line : line + comment + "# " + words);
  }
}

package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommentedSpecTest {

  /** What a person would write behind a key that has no default. */
  private static final Map<String, String> EXAMPLES =
      Map.ofEntries(
          Map.entry("query", "SELECT * FROM data"),
          Map.entry("covariates", "[age, region]"),
          Map.entry("clusters", "firm"),
          Map.entry("weights", "people"),
          Map.entry("estimand_weights", "share"),
          Map.entry("levels", "[a, b]"),
          Map.entry("reference", "a"),
          Map.entry("partitions", "folds.csv"),
          Map.entry("nested", "halves.csv"),
          Map.entry("predictions", "predictions.csv"));

  private static final Pattern COMMENTED =
      Pattern.compile("( *)##? ([a-z_]+):( \\{.*?\\}| [^ #]+)?(?: +# .*)?");

  /** Every model, with the columns of each of its forms. */
  static List<SpecFile> forms() {
    List<SpecFile> forms = new ArrayList<>();
    for (String model : SpecDraft.models()) {
      forms.add(known(model, "data.treatment"));
    }
    forms.add(nonIgnorable());
    forms.add(known("did", "data.unit", "data.time", "data.cohort"));
    forms.add(known("did", "data.unit", "data.time", "data.treatment"));
    forms.add(known("did-cross-section", "data.time", "data.cohort"));
    return forms;
  }

  private static SpecFile known(String model, String... columns) {
    SpecDraft draft =
        new SpecDraft(model).with("data.file", "wages.csv").with("data.outcome", "wage");
    for (String column : columns) {
      draft.with(column, column.substring("data.".length()));
    }
    if (model.equals("pliv") || model.equals("iivm")) {
      draft.with("data.instruments", "offered");
    }
    if (model.equals("ssm")) {
      draft.with("data.selected", "employed");
    }
    if (model.equals("did-cross-section") || model.equals("panel-plr")) {
      draft.with("data.time", "time");
    }
    if (model.equals("panel-plr")) {
      draft.with("data.unit", "unit");
    }
    return draft.withLearner("forest").file(List.of());
  }

  private static SpecFile nonIgnorable() {
    return known("ssm", "data.treatment")
        .with(List.of("score=non-ignorable", "data.instruments=calls", "partitions=folds.csv"));
  }

  private static SpecFile known(String model) {
    return known(model, "data.treatment");
  }

  static List<String> models() {
    return SpecDraftTest.models();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyKeyInACommentIsLegalOnItsOwn(SpecFile known) {
    List<String> lines = new CommentedSpec(known).text(List.of("One.")).lines().toList();
    int found = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher commented = COMMENTED.matcher(lines.get(i));
      if (commented.matches()) {
        found++;
        String key = commented.group(2);
        String value =
            commented.group(3) == null
                ? " " + Objects.requireNonNull(EXAMPLES.get(key))
                : commented.group(3);
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, commented.group(1) + key + ":" + value);
        SpecFile file = SpecFile.of("test", String.join("\n", changed), List.of());
        assertThatCode(() -> Spec.of(file)).as(changed.get(i)).doesNotThrowAnyException();
      }
    }
    // Four columns, the score, seven of every estimation, joint and backend.
    assertThat(found).isGreaterThanOrEqualTo(14);
  }

  /** The whole of it, for the model with most keys, of which nothing is known. */
  @Test
  void aPanelHasUnitTimeAndCohort() {
    String text = new CommentedSpec(new SpecDraft("did").file(List.of())).text(List.of());
    assertThat(text.replaceAll(" +# .*", "").lines().map(String::strip))
        .containsSequence("outcome:", "unit:", "time:", "cohort:")
        .doesNotContain("treatment:");
    assertThat(text.lines())
        .contains(
            "  # Of two periods, with a row for each unit: outcome is the change, and treatment,"
                + " which is 0 or 1, takes the place of unit, time and cohort.",
            "# propensity: {clip: 0.01}              # propensities are held this far from 0 and 1",
            "# control_group: never-treated          # never-treated | not-yet-treated");
    assertThat(text)
        .contains(
            "\n# in_sample_normalization: true ",
            "\n# anticipation: 0 ",
            "\n# base_period: varying ",
            "\n# group_shares: fixed ");
  }

  @Test
  void changesHaveATreatmentAndNoPeriods() {
    assertThat(new CommentedSpec(known("did")).text(List.of()))
        .contains(
            "\n  treatment: treatment ",
            "\n  # With a row for each unit and period: unit, time and cohort (the first treated"
                + " period) take the place of treatment, and outcome is the level.\n")
        .doesNotContain("control_group", "anticipation", "base_period", "group_shares");
  }

  @Test
  void aPanelWithUnitEffectsHasUnitTimeAndApproach() {
    String text = new CommentedSpec(new SpecDraft("panel-plr").file(List.of())).text(List.of());
    assertThat(text)
        .containsPattern("\n  treatment: +# the column whose effect is asked for\n  unit: +# whom")
        .containsPattern("\n  time: +# the period of a row\n")
        .containsPattern("\n# approach: fd-exact +# fd-exact \\| wg-approx \\| cre-general \\|")
        .doesNotContain("sensitivity", "effects:", "cohort", "propensity");
  }

  @Test
  void anythingElseThatIsKnownIsKept() {
    SpecFile known =
        new SpecDraft("irm").file(List.of("data.nonsense=1", "more=2", "propensity.clip=0.02"));
    assertThat(new CommentedSpec(known).text(List.of()))
        .contains("\n  nonsense: 1\n", "\nmore: 2\n", "\npropensity: {clip: 0.02} ");
  }

  /** What stands behind a {@code #} is the default. */
  @ParameterizedTest
  @MethodSource("models")
  void aDefaultMeansTheSameWithoutTheMarkOfAComment(String model) {
    SpecFile known = known(model);
    String text = new CommentedSpec(known).text(List.of());
    String uncommented = text.replaceAll("(?m)^( *)# ([a-z_]+: [^ #])", "$1$2");
    assertThat(uncommented).isNotEqualTo(text).contains("\nfolds: 5");
    assertThat(SpecFile.of("test", text, List.of()).tree()).isEqualTo(known.tree());
    Spec read =
        Spec.of(SpecFile.of("test", uncommented, List.of("folds=null", "repetitions=null")));
    assertThat(read).isEqualTo(Spec.of(known));
  }

  @Test
  void whatIsNotKnownIsLeftForThePersonToFillIn() {
    String text =
        new CommentedSpec(new SpecDraft("pliv").withLearner("lasso").file(List.of()))
            .text(List.of("One.", "Two."));
    assertThat(text)
        .startsWith(
            "# One.\n# Two.\n# Behind # are the defaults, behind ## what may be asked for beside.\n"
                + "data:\n  file: ")
        .containsPattern("\n  outcome: +# the column to be explained\n")
        .containsPattern("\n  instruments: +# ")
        .containsPattern("\n# score: partialling-out +# partialling-out \\| iv-type\n");
    assertThatThrownBy(() -> Spec.of(SpecFile.of("test", text, List.of())))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("data.outcome: is missing");
  }

  @Test
  void anUnknownModelIsRefused() {
    assertThatThrownBy(() -> new CommentedSpec(new SpecDraft("plx").file(List.of())))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("no model is named plx; did you mean plr? there are: plr, pliv, ");
  }
}

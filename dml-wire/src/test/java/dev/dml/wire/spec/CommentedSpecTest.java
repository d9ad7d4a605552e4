package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommentedSpecTest {

  private static SpecFile known(String model) {
    SpecDraft draft =
        new SpecDraft(model)
            .with("data.file", "wages.csv")
            .with("data.outcome", "wage")
            .with("data.treatment", "training");
    if (model.equals("pliv") || model.equals("iivm")) {
      draft.with("data.instruments", "offered");
    }
    return draft.withLearner("forest").file(List.of());
  }

  static List<String> models() {
    return SpecDraftTest.models();
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
        .startsWith("# One.\n# Two.\ndata:\n  file: ")
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

package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.linear.PartiallyLinear;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of a spec: YAML, JSON, and what is neither. */
class SpecTextTest extends SpecReading {

  @Test
  void jsonIsReadAsWell() throws IOException {
    Spec spec =
        read(
            """
            {"data": {"file": "d.csv", "outcome": "y", "treatment": "d"}, "model": "plr",
             "learners": {"ml_l": {"type": "linear-regression"}, "ml_m": {"type": "linear-regression"}}}
            """);
    assertThat(spec.model()).isEqualTo(PartiallyLinear.partiallingOut());
  }

  @Test
  void jsonMayHaveTabsAndItsOwnEscapes() throws IOException {
    Spec spec =
        read(
            "{\n"
                + "\t\"data\": {\"file\": \"sub\\/d.csv\", \"outcome\": \"y\", \"treatment\":"
                + " \"d\"},\n"
                + "\t\"model\": \"plr\", \"predictions\": \"p.csv\"}");
    assertThat(spec.data().file()).isEqualTo(directory.resolve("sub/d.csv"));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = directory.resolve("none.yaml");
    assertThatThrownBy(() -> Spec.read(missing, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(missing + ": there is no such file");
  }

  @Test
  void aFileThatIsNotYamlIsRefusedWithItsLine() throws IOException {
    notRead(
        "model: plr\nfolds: [1, 2\nseed: 3\n",
        ", line 3: a bracket or brace is not closed, or a comma is missing");
    notRead(
        "model: plr\ndata:\n\tfile: d.csv\n",
        ", line 3: there is a tab where YAML allows blanks only");
    notRead(
        "model: plr\ndata: file: d.csv\n",
        ", line 2: there is a colon too many, or the line does not begin below its neighbours;"
            + " quote a value that holds a colon");
    notRead("model: 'plr\nfolds: 3\n", ", line 3: a quote is not closed");
    notRead("model: plr\nfolds: %5\n", ", line 2: a value must be quoted that begins with %");
    notRead("model: plr\nfolds: *five\n", ", line 2: no anchor is named five");
    notRead(
        "data:\n  file: d.csv\n model: plr\n",
        ", line 3: is neither YAML nor JSON; look at the indentation and the colons there");
    Path file = write(MINIMAL);
    assertThatThrownBy(() -> Spec.read(file, List.of("folds=[1")))
        .hasMessage("--set folds=[1: a bracket or brace is not closed, or a comma is missing");
  }

  @Test
  void aKeyThatOccursTwiceIsRefused() throws IOException {
    notRead(
        "model: plr\nfolds: 3\nmodel: irm\n",
        ", line 3: the key model is there twice, first in line 1");
    notRead(
        "{\"model\": \"plr\",\n\"model\": \"irm\"}",
        ", line 2: the key model is there twice, first in line 1");
  }

  @Test
  void aSecondDocumentIsRefused() throws IOException {
    notRead(
        "---\nmodel: plr\n---\nmodel: irm\n",
        ", line 4: a second document begins, but only one is read");
  }

  @Test
  void aDirectoryIsNotASpec() {
    assertThatThrownBy(() -> Spec.read(directory, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(directory + ": is a directory, not a spec");
  }

  @Test
  void anAliasIsWhatItsAnchorNames() throws IOException {
    Spec spec =
        read(
            """
            data: {file: d.csv, outcome: y, treatment: &d [a, b], instruments: &z [e, f], covariates: *z}
            model: plr
            learners: {ml_l: &forest {type: random-forest, trees: 7}, ml_m: *forest}
            """);
    assertThat(spec.data().roles().covariates()).contains(List.of("e", "f"));
    assertThat(spec.learners())
        .containsEntry("ml_m", RandomForest.DEFAULT.withTrees(7))
        .containsEntry("ml_l", RandomForest.DEFAULT.withTrees(7));
    notRead("data: &a\n  file: *a\n", ", line 1: is nested more than 50 times, perhaps in itself");
  }

  @Test
  void aWordWhereColumnsAreNamedIsThatName() throws IOException {
    Spec spec =
        read(
            """
            data: {file: d.csv, outcome: on, treatment: [no, 007, 1e3], covariates: [null, 0.50, ~]}
            model: plr
            learners: {ml_l: linear-regression, ml_m: linear-regression}
            """);
    assertThat(spec.data().roles().outcome()).isEqualTo("on");
    assertThat(spec.data().roles().treatments()).containsExactly("no", "007", "1e3");
    assertThat(spec.data().roles().covariates()).contains(List.of("null", "0.50", "~"));
    assertThat(read(MINIMAL, "data.treatment=007").data().roles().treatments())
        .containsExactly("007");
    assertThat(read(MINIMAL, "data.outcome=null").data().roles().outcome()).isEqualTo("null");
    assertThat(read(MINIMAL, "data.covariates=").data().roles().covariates()).isEmpty();
    notRead(
        MINIMAL.replace("treatment: d}", "treatment: d,\n covariates: null}"),
        ", line 2: data.covariates: leave the key out, or quote it if a column is named null");
    refused(MINIMAL + "partitions: 1e3\n", "partitions: must be a text, but was 1000.0; quote it");
  }

  @Test
  void aListIsNotASpec() throws IOException {
    Path file = write("- 1\n");
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ": a spec is a mapping of keys to values, but this file is not");
  }
}

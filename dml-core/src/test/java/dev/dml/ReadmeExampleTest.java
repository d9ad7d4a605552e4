package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.CausalData;
import dev.dml.data.MissingPolicy;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Roles;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example of the README: it compiles, runs, and is what the README shows. */
class ReadmeExampleTest {

  private static final Path ROOT = Path.of("..");
  private static final Path THIS = Path.of("src/test/java/dev/dml/ReadmeExampleTest.java");
  private static final String BEGIN = "  // The README shows from here";
  private static final String END = "  // to here.";

  // The README shows from here
  static DmlResult costSharing(Path csv) {
    List<String> health = List.of("physlm", "disea", "hlthg", "hlthf", "hlthp");
    Roles roles = new Roles("mdvis", List.of("cost_sharing"), List.of(), Optional.of(health));
    CausalData data = new CsvFile(csv).read().causalData(roles, MissingPolicy.ERROR);
    RandomForest forest = RandomForest.DEFAULT.withTrees(200).withMinLeaf(20);
    return DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
        .withLearner("ml_l", forest)
        .withLearner("ml_m", forest)
        .estimate(data);
  }

  // to here.

  @Test
  void theReadmeShowsTheExample() throws IOException {
    assertThat(readme()).contains(Quotation.of(Files.readString(THIS), BEGIN, END));
  }

  /** The numbers that the README shows are those that its example computes. */
  @Test
  void theReadmeShowsItsResult() throws IOException {
    DmlResult result = costSharing(ROOT.resolve("examples/rand.csv.gz"));
    assertThat(readme())
        .contains(
            String.format(
                Locale.ROOT,
                "cost_sharing      %.4f      %.4f",
                result.coefficient(),
                result.standardError()));
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}

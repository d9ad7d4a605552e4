package dev.dml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.tree.forest.ForestInspection;
import dev.dml.learner.tree.forest.RandomForest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide's example of a forest that is inspected: it compiles, runs, and is in the guide. */
class GuideInspectionTest {

  private static final Path GUIDE = Path.of("../docs/guide.md");
  private static final Path THIS = Path.of("src/test/java/dev/dml/GuideInspectionTest.java");
  private static final String BEGIN = "  // The guide shows from here\n";
  private static final String END = "\n  // to here.\n";

  // The guide shows from here
  static ForestInspection inspect(CausalData data) {
    Features covariates = data.features(0);
    double[] outcome = data.outcome().toArray();
    Rows all = Rows.all(data.rows());
    return RandomForest.DEFAULT.withTrees(200).inspect(covariates, outcome, all, 42);
  }

  // to here.

  @Test
  void theGuideShowsTheExample() throws IOException {
    String source = Files.readString(THIS);
    String example =
        source
            .substring(source.indexOf(BEGIN) + BEGIN.length(), source.indexOf(END))
            .lines()
            .map(line -> line.isEmpty() ? line : line.substring(2))
            .collect(Collectors.joining("\n", "```java\n", "\n```\n"));
    assertThat(Files.readString(GUIDE)).contains(example);
  }

  @Test
  void theExampleTellsWhatItSays() {
    // y is d + dc / 2 + x1 + x2^2 / 2 and noise of variance 4/3; x1 also moves dc, by 1/2.
    ForestInspection inspection = inspect(new Lcg500().binary());
    assertThat(inspection.outOfBagError().orElseThrow()).isGreaterThan(4.0 / 3);
    assertThat(inspection.importance().keySet()).containsExactly("x1", "x2", "x3");
    assertThat(inspection.importance().values().stream().mapToDouble(share -> share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(inspection.importance().get("x1"))
        .isGreaterThan(inspection.importance().get("x2"))
        .isGreaterThan(inspection.importance().get("x3"));
  }
}
